"""The last error goes to the caller when trying again has not helped."""

import os
import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def use(fail):
    last = None
    for _ in range(3):
        try:
            with slots:
                return work(fail)
        except OSError as error:
            last = error
    raise last


def work(fail):
    if fail:
        raise OSError("no")
    return os.getpid()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
