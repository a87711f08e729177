"""Clean-up releases what the code has released."""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def sit(twice):
    with seats:
        if twice:
            seats.release()


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("inflated", -1),
)
