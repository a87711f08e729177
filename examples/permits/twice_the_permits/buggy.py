"""Price an order, eight orders at a time."""

import threading

slots = threading.Semaphore(8)


def price(order, rates):
    slots.acquire()
    total = order["net"] * rates[order["country"]]  # still kept
    slots.release()
    return total
