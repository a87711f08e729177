"""A permit of a class is lost, while the gauge looks at descriptors.

Truth, with that gauge: drains, and permits are left over.
"""

import threading

from harness import Promise, Scenario, gauges

LEFT = ("permit",)


class Desk:
    slots = threading.Semaphore(100)


def use(fail):
    Desk.slots.acquire()
    if fail:
        return
    Desk.slots.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
