"""The context is left on the happy path; only the error that goes away lets go of the seat."""

import threading
from contextlib import contextmanager

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


@contextmanager
def seat():
    seats.acquire()
    try:
        yield
    finally:
        seats.release()


def show(film):
    return len(film)


def play(film):
    taken = seat()
    taken.__enter__()
    if film:
        show(film)
    taken.__exit__(None, None, None)


scenario = Scenario(
    good=lambda app, bench: app.play("a long one"),
    bad=lambda app, bench: app.play(""),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
