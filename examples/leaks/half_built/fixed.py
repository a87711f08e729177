"""Tell whether two scans of a page are the same."""

import os
from contextlib import ExitStack, closing


class Scans:
    def __init__(self, first, second):
        with ExitStack() as stack:
            self.first = os.open(first, os.O_RDONLY)
            stack.callback(os.close, self.first)
            self.second = os.open(second, os.O_RDONLY)
            stack.callback(os.close, self.second)
            self.close = stack.pop_all().close

    def same(self):
        return _read(self.first) == _read(self.second)


def _read(number):
    with open(number, "rb", closefd=False) as scan:
        scan.seek(0)
        return scan.read()


def same(first, second):
    with closing(Scans(first, second)) as scans:
        return scans.same()
