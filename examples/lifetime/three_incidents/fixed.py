"""Tell whether a pool leaks, is held for long, or is too small."""

import threading

from sqlalchemy.pool import QueuePool


class CountingPool(QueuePool):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.inside = set()

    def waiting(self):
        full = self.overflow() == self._max_overflow
        return self.inside if full else set()

    def connect(self):
        self.inside.add(threading.get_ident())
        try:
            return super().connect()
        finally:
            self.inside.discard(threading.get_ident())


def pressure(pool, monitor, sessions):
    return {
        "held": pool.checkedout(),
        "free": pool.checkedin(),
        "waiting": len(pool.waiting()),
        "server": dict(monitor.execute(sessions).all()),
    }


def decide(busy, drained):
    if drained["held"]:
        return "a leak"
    if not busy["waiting"]:
        return "no pressure"
    idle = busy["held"] - busy["server"].get("active", 0)
    return "held for long" if idle > 0 else "more work than connections"
