"""Each release is noted as soon as there is something to release."""

import contextlib
import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(3)


def use(fail):
    with contextlib.ExitStack() as stack:
        take()
        stack.callback(slots.release)
        take()
        stack.callback(slots.release)
        if fail:
            raise ValueError("no")


def take():
    slots.acquire()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
