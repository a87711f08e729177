"""Permits are lost while the gauge looks at descriptors; good callers are refused.

Truth, with that gauge: breaks. No descriptor is out, and good callers get an error.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def sit(leave):
    if not seats.acquire(blocking=False):
        raise BlockingIOError("no seat")
    if leave:
        seats.release()


scenario = Scenario(
    good=lambda app, bench: app.sit(True),
    bad=lambda app, bench: app.sit(False),
    gauge=gauges.descriptors(),
    fixed=Promise("breaks", 0, "BlockingIOError"),
)
