"""Everyone holds one permit and wants another."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def sit(work):
    with seats:
        work()
        with seats:
            pass


scenario = Scenario(
    good=lambda app, bench: app.sit(bench.work),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    crowd=2,
    patience=0.2,
    fixed=Promise("deadlock", 2, "waits"),
)
