"""Only a destructor gives the permit back."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


class Seat:
    def __init__(self):
        seats.acquire()

    def __del__(self):
        seats.release()


def sit():
    seat = Seat()
    return bool(seat)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.sit(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("saved by reference counting"),
)
