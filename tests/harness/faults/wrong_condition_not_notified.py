"""Who fails gives the thing back and wakes nobody."""

import threading

from harness import Promise, Scenario, gauges

cond = threading.Condition()
free = [1]


def use(fail):
    with cond:
        while not free:
            cond.wait()
        free.pop()
    try:
        work(fail)
    finally:
        free.append(1)
        if not fail:
            with cond:
                cond.notify()


def work(fail):
    if fail:
        raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.Gauge("thing", lambda app, bench: 1 - len(app.free)),
    capacity=1,
    fixed=Promise("drains"),
)
