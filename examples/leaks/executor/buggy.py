"""Look up the prices of several products at once."""

from concurrent.futures import ThreadPoolExecutor


def prices(products, look_up):
    executor = ThreadPoolExecutor(max_workers=1)
    asked = [executor.submit(look_up, each) for each in products]
    # An error refers to this frame, and this frame to the error.
    return [price.result() for price in asked]
