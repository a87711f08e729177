"""Print shipping labels on two printers that all the packers share."""

from contextlib import contextmanager
from queue import Queue

printers = Queue()


@contextmanager
def borrowed_printer():
    printer = printers.get()
    try:
        yield printer
    finally:
        printers.put(printer)


def print_label(parcel):
    with borrowed_printer() as printer:
        printer.append(f"{parcel['name']}, {parcel['street']}")
