"""Pack orders on four tables, and know which order is on a table."""

import threading
from contextlib import contextmanager


class Tables:
    def __init__(self, number):
        self._free = threading.BoundedSemaphore(number)
        self.taken = []

    def take(self, order):
        self._free.acquire()
        self.taken.append(order)

    def give_back(self, order):
        self.taken.remove(order)
        self._free.release()

    @contextmanager
    def table_for(self, order):
        self.take(order)
        try:
            yield
        finally:
            self.give_back(order)


tables = Tables(4)


def pack(order, items):
    with tables.table_for(order):
        return [items[name] for name in order]
