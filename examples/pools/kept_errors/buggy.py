"""Import price lists overnight and keep the failures for the report."""

failures = []


def import_prices(path, prices):
    try:
        found, source = {}, open(path, encoding="utf-8")
        for line in source:
            name, _, price = line.partition("=")
            found[name] = float(price)
        source.close()
        prices.update(found)
    except ValueError as error:
        failures.append(error)  # its traceback keeps the open file
