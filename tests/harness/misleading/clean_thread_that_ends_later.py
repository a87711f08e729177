"""Permits all come home, and each call leaves a thread that ends by itself a moment later.

Truth: drains, and nothing is left.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use():
    with seats:
        threading.Timer(0.02, int).start()


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: (app.seats.acquire(), app.seats.release()),
    bad=lambda app, bench: app.use(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
