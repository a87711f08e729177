"""Read a price list and report what was wrong with it."""


def problem(path):
    with path.open() as prices:
        try:
            sum(float(price) for price in prices)
        except ValueError as error:
            return str(error)
    return None
