"""A time-out that is no Exception arrives between acquire and release.

Truth: leaks for good.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


class Expired(BaseException):
    pass


def sit(expired):
    seats.acquire()
    try:
        if expired:
            raise Expired
    except Exception:
        seats.release()
        raise
    seats.release()


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
