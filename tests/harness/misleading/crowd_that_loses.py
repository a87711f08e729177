"""Of a crowd's callers each ends well, and each forgets its permit.

Truth: leaks for good, two in all.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def sit(work):
    seats.acquire()
    work()


scenario = Scenario(
    good=lambda app, bench: app.sit(bench.work),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    crowd=2,
    patience=0.2,
    fixed=Promise("leaks for good", 2, "waits"),
)
