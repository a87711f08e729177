"""Check order files and log what fails, a hundred lines at a time."""

import logging
from logging.handlers import MemoryHandler

buffer = MemoryHandler(100, logging.CRITICAL, logging.StreamHandler())
log = logging.getLogger("orders")
log.addHandler(buffer)
log.propagate = False


def check(path):
    try:
        with path.open() as orders:
            sum(int(order) for order in orders)
    except ValueError:
        log.exception("rejected")
