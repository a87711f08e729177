"""Look up the stock of a product, four look-ups at a time."""

import threading

slots = threading.Semaphore(4)


def stock(shelves, product):
    slots.acquire()
    amount = int(shelves[product])  # an error here keeps the permit
    slots.release()
    return amount
