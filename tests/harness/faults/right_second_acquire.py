"""Each permit has a context of its own."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(3)
locks = (threading.Lock(), threading.Lock())


def move(fail):
    with slots, slots:
        check(fail)


def check(fail):
    if fail:
        raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.move(False),
    bad=lambda app, bench: app.move(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=3,
    fixed=Promise("drains"),
)
