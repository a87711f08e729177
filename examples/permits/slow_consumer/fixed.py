"""Look up the address of a parcel at the post office."""

import threading

lines = threading.Semaphore(6)


def address(ask, parcel):
    with lines:
        return ask(parcel)
