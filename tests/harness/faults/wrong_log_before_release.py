"""The clean-up reports before it releases, and the report fails."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)
locks = (threading.Lock(), threading.Lock())


def serve(fail):
    slots.acquire()
    try:
        if fail:
            raise ValueError("no")
    finally:
        report()
        slots.release()


def report():
    pass


scenario = Scenario(
    good=lambda app, bench: app.serve(False),
    bad=lambda app, bench: app.serve(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
