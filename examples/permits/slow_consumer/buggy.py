"""Look up the address of a parcel at the post office."""

import threading

lines = threading.Semaphore(4)  # two too few when six ask at once


def address(ask, parcel):
    with lines:
        return ask(parcel)
