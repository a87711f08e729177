"""Import price lists overnight and keep the failures for the report."""

failures = []


def import_prices(path, prices):
    try:
        found = {}
        with open(path, encoding="utf-8") as source:
            for line in source:
                name, _, price = line.partition("=")
                found[name] = float(price)
        prices.update(found)
    except ValueError as error:
        failures.append(error)
