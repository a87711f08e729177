"""Permits all come home, and each call leaves a child that ended and was never asked.

Truth: drains, by its gauge; each call leaves a child process, dead.
"""

import os
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use(spawn):
    with seats:
        if spawn and os.fork() == 0:
            os._exit(0)


LEFT = ("child process",)

scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
