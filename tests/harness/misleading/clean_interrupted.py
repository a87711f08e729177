"""Ctrl-C arrives while a call has a permit, in a ``with`` statement.

Truth: drains.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def sit(interrupted):
    with seats:
        if interrupted:
            raise KeyboardInterrupt


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("drains"),
)
