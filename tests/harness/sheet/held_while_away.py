"""A permit is held during work that does not need it."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def sit(elsewhere):
    with seats:
        elsewhere()


scenario = Scenario(
    good=lambda app, bench: app.sit(bench.elsewhere),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    crowd=2,
    patience=0.2,
    fixed=Promise("held too long", 0, "waits"),
)
