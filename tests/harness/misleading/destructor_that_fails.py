"""A destructor raises before it gives the permit back; Python only prints the error.

Truth: leaks for good.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


class Seat:
    def __init__(self, name):
        seats.acquire()
        self.name = name

    def __del__(self):
        self.name.upper()
        seats.release()


def sit(name):
    Seat(name)


scenario = Scenario(
    good=lambda app, bench: (app.seats.acquire(), app.seats.release()),
    bad=lambda app, bench: app.sit(None),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
