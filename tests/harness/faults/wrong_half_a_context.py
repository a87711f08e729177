"""A context manager without a finally: what fails in the body skips the release."""

import threading
from contextlib import contextmanager

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


@contextmanager
def slot():
    slots.acquire()
    yield
    slots.release()


def serve(fail):
    with slot():
        cook()
        if fail:
            return None
        return "soup"


def cook():
    pass


scenario = Scenario(
    good=lambda app, bench: app.serve(False),
    bad=lambda app, bench: app.serve(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
