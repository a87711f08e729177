"""Price an order, eight orders at a time."""

import threading

slots = threading.Semaphore(8)


def price(order, rates):
    with slots:
        return order["net"] * rates[order["country"]]
