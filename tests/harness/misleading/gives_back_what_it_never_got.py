"""A call does not look whether its wait was in vain, and gives back a permit that it never had.

Truth: inflated. Each rush hour adds one permit.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def sit():
    seats.acquire(timeout=0.01)
    seats.release()


def rush_hour():
    taken = 0
    while seats.acquire(blocking=False):
        taken += 1
    sit()
    seats.release(taken)


scenario = Scenario(
    good=lambda app, bench: app.sit(),
    bad=lambda app, bench: app.rush_hour(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("inflated", -1),
)
