"""The code gives the permit back, and so does the destructor."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


class Seat:
    def __init__(self):
        seats.acquire()

    def leave(self):
        seats.release()

    __del__ = leave


def sit():
    seat = Seat()
    seat.leave()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.sit(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("inflated", -1),
)
