"""The exit tells that it has released, which drops the error."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


class Slot:
    def __enter__(self):
        slots.acquire()

    def __exit__(self, *error):
        slots.release()
        return True


def work(fail):
    return not fail


def use(fail):
    with Slot():
        work(fail)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
