"""Print a visitor's badge on one of the two printers of the desk."""

import threading

printers = threading.BoundedSemaphore(2)


def badge(visitor):
    with printers:
        host = visitor["host"]
    return f"{visitor['name']}, to see {host}"
