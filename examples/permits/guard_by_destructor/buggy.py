"""Read a barcode, four at a time."""

import threading

slots = threading.BoundedSemaphore(4)


class Slot:
    def __init__(self):
        slots.acquire()

    def __del__(self):
        slots.release()


def read(decode, picture):
    slot = Slot()  # whoever keeps the error keeps the permit, too
    code = decode(picture)
    del slot
    return code
