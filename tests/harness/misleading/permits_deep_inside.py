"""A permit is lost that lies in a list, in an object, in an object.

Truth, with that gauge: drains, and permits are left over.
"""

import threading

from harness import Promise, Scenario, gauges

LEFT = ("permit",)


class Hall:
    def __init__(self, inner):
        self.inner = inner


hall = Hall(Hall([threading.Semaphore(100)]))


def use(fail):
    slots = hall.inner.inner[0]
    slots.acquire()
    if fail:
        return
    slots.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
