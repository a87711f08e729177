"""Read a price list and report what was wrong with it."""


def problem(path):
    error = None
    prices = path.open()
    try:
        sum(float(price) for price in prices)
        prices.close()
    except ValueError as caught:
        error = caught  # the error refers to the frame it is kept in
    return error and str(error)
