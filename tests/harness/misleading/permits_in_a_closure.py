"""A permit that only a function's closure knows is lost.

Truth, with that gauge: drains, and permits are left over.
"""

import threading

from harness import Promise, Scenario, gauges

LEFT = ("permit",)


def desk():
    slots = threading.Semaphore(100)

    def sit(fail):
        slots.acquire()
        if fail:
            return
        slots.release()

    return sit


use = desk()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
