"""Print shipping labels on two printers that all the packers share."""

from queue import Queue

printers = Queue()


def print_label(parcel):
    printer = printers.get()
    try:
        printer.append(f"{parcel['name']}, {parcel['street']}")
    finally:
        printers.put(printer)
