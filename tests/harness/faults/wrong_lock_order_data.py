"""Two locks are taken in the order in which they are named."""

import threading

from harness import Promise, Scenario, gauges

locks = {"a": threading.Lock(), "b": threading.Lock()}


def use(fail):
    move("a", "b", fail)


def move(one, other, fail):
    with locks[one]:
        with locks[other]:
            if fail:
                raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.Gauge("lock", lambda app, bench: sum(l.locked() for l in app.locks.values())),
    fixed=Promise("drains"),
)
