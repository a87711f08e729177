"""Ctrl-C arrives while a call has a permit and no ``finally``.

Truth: leaks for good.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def sit(interrupted):
    seats.acquire()
    if interrupted:
        raise KeyboardInterrupt
    seats.release()


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
