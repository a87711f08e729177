"""A permit of a class comes back, also where the call fails.

Truth: drains.
"""

import threading

from harness import Promise, Scenario, gauges


class Desk:
    slots = threading.Semaphore(100)


def use(fail):
    with Desk.slots:
        if fail:
            raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
