"""Tell whether a pool leaks, is held for long, or is too small."""

import threading

from sqlalchemy.pool import QueuePool


class CountingPool(QueuePool):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.waiting = set()

    def connect(self):
        self.waiting.add(threading.get_ident())
        try:
            return super().connect()
        finally:
            self.waiting.discard(threading.get_ident())


def pressure(pool, monitor, sessions):
    return {
        "held": pool.checkedout(),
        "free": pool.checkedin(),
        "waiting": len(pool.waiting),
        "server": dict(monitor.execute(sessions).all()),
    }


def decide(busy, drained):
    if drained["held"]:
        return "a leak"
    if not busy["waiting"]:
        return "no pressure"
    if busy["server"].get("active", 0) < busy["held"]:
        return "held for long"
    return "more work than connections"
