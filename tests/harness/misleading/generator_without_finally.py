"""A context manager made of a generator gives back after ``yield``, without ``finally``.

Truth: leaks for good. The ``with`` looks right from outside.
"""

import threading
from contextlib import contextmanager

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


@contextmanager
def seat():
    seats.acquire()
    yield
    seats.release()


def sit(fail):
    with seat():
        if fail:
            raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
