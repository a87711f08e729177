"""Each call is profiled, with the hook that a profiler sets and takes away.

Truth: drains.
"""

import cProfile
import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)


def work(fail):
    with cProfile.Profile(), slots:
        if fail:
            raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.work(False),
    bad=lambda app, bench: app.work(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
