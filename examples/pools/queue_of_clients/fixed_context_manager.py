"""Print shipping labels on two printers that all the packers share."""

from contextlib import contextmanager
from queue import Queue

printers = Queue()


@contextmanager
def _printer():
    printer = printers.get()
    try:
        yield printer
    finally:
        printers.put(printer)


def print_label(parcel):
    with _printer() as printer:
        printer.append(f"{parcel['name']}, {parcel['street']}")
