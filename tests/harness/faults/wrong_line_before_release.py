"""No call stands before the release, and a line that divides."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def price(rows):
    seats.acquire()
    each = 120 / rows if rows > 1 else 120
    seats.release()
    return each


scenario = Scenario(
    good=lambda app, bench: app.price(5),
    bad=lambda app, bench: app.price(1),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
