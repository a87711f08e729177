"""Two callers each hold a permit and take another, of eight.

Truth: drains. There is one for everyone, also for the next caller.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(8)


def sit(work):
    with seats:
        work()
        with seats:
            pass


scenario = Scenario(
    good=lambda app, bench: app.sit(bench.work),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=8,
    crowd=2,
    patience=0.2,
    fixed=Promise("drains"),
)
