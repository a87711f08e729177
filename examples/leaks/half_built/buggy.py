"""Tell whether two scans of a page are the same."""

import os
from contextlib import closing


class Scans:
    def __init__(self, first, second):
        self.first = os.open(first, os.O_RDONLY)
        self.second = os.open(second, os.O_RDONLY)  # may lose the first

    def close(self):
        os.close(self.first)
        os.close(self.second)

    def same(self):
        return _read(self.first) == _read(self.second)


def _read(number):
    with open(number, "rb", closefd=False) as scan:
        scan.seek(0)
        return scan.read()


def same(first, second):
    with closing(Scans(first, second)) as scans:
        return scans.same()
