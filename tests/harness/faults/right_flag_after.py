"""The flag is set when the permit is there."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def use(fail):
    taken = False
    try:
        take()
        taken = True
        if fail:
            raise ValueError("no")
    finally:
        if taken:
            slots.release()


def take():
    slots.acquire()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
