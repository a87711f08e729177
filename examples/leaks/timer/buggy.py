"""Ask a warehouse for its stock and ring a bell if it takes long."""

from threading import Timer


def stock(warehouse, ring, seconds=60):
    bell = Timer(seconds, ring)
    bell.start()
    amount = warehouse()  # an error leaves the timer's thread running
    bell.cancel()
    bell.join()
    return amount
