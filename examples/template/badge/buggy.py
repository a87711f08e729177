"""Print a visitor's badge on one of the two printers of the desk."""

import threading

printers = threading.BoundedSemaphore(2)


def badge(visitor):
    printers.acquire()
    host = visitor["host"]  # an error here keeps the printer
    printers.release()
    return f"{visitor['name']}, to see {host}"
