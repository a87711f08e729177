"""Print shipping labels on two printers that all the packers share."""

from queue import Queue

printers = Queue()


def print_label(parcel):
    printer = printers.get()
    printer.append(f"{parcel['name']}, {parcel['street']}")
    printers.put(printer)  # a parcel without a street never gets here
