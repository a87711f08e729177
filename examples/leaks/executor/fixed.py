"""Look up the prices of several products at once."""

from concurrent.futures import ThreadPoolExecutor


def prices(products, look_up):
    executor = ThreadPoolExecutor(max_workers=1)
    try:
        asked = [executor.submit(look_up, each) for each in products]
        return [price.result() for price in asked]
    finally:
        executor.shutdown(cancel_futures=True)
