"""Keep a list of who has a connection of an engine, and since when."""

import time
import traceback

from sqlalchemy import event

LIBRARIES = (__name__, "contextlib", "sqlalchemy")


def watch(engine, clock=time.monotonic):
    holders = {}

    def note(connection, record, proxy):
        holders[record] = clock(), place()

    def forget(connection, record):
        holders.pop(record, None)

    event.listen(engine, "checkout", note)
    event.listen(engine, "checkin", forget)
    event.listen(engine, "detach", forget)
    return holders


def place():
    for frame, _ in traceback.walk_stack(None):
        module = frame.f_globals.get("__name__", "")
        if not module.startswith(LIBRARIES):
            return frame.f_code.co_name
    return "unknown"


def oldest(holders, clock=time.monotonic):
    now = clock()
    return [(now - since, who) for since, who in [*holders.values()]]
