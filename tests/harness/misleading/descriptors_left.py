"""Permits all come home, and each call forgets a descriptor.

Truth: drains, by its gauge; each call leaves a descriptor.
"""

import os
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use(copy):
    with seats:
        if copy:
            os.dup(0)


LEFT = ("descriptor",)

scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
