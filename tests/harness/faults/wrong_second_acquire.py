"""The second permit is refused, and the first is lost."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)
locks = (threading.Lock(), threading.Lock())


def move(fail):
    take()
    take()
    try:
        if fail:
            raise ValueError("no")
    finally:
        slots.release()
        slots.release()


def take():
    slots.acquire()


scenario = Scenario(
    good=lambda app, bench: app.move(False),
    bad=lambda app, bench: app.move(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
