"""Nobody asks whether the acquire came in time, and another caller's permit is released."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.BoundedSemaphore(1)


def use(fail):
    slots.acquire(timeout=0.05)
    try:
        work(fail)
    finally:
        slots.release()


def work(fail):
    if fail:
        raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
