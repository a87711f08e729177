"""Look up the stock of a product, four look-ups at a time."""

import threading

slots = threading.Semaphore(4)


def stock(shelves, product):
    with slots:
        return int(shelves[product])
