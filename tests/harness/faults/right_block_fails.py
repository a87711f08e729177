"""A permit that is lent comes back, whatever its borrower does."""

import threading
from contextlib import contextmanager

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


@contextmanager
def seat():
    with seats:
        yield


def sit(app, bench):
    with app.seat():
        pass


scenario = Scenario(
    good=sit,
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
