"""Check order files and log what fails, a hundred lines at a time."""

import logging
from logging.handlers import MemoryHandler

buffer = MemoryHandler(100, logging.CRITICAL, logging.StreamHandler())
log = logging.getLogger("orders")
log.addHandler(buffer)
log.propagate = False


def check(path):
    try:
        orders = path.open()
        sum(int(order) for order in orders)
        orders.close()
    except ValueError:
        log.exception("rejected")  # the record keeps the traceback
