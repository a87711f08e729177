"""The call forks, and the child returns from it like the parent, instead of ending.

Truth: drains, and leaves child processes: the permit's count is right in each of the two.
"""

import os
import threading

from harness import Promise, Scenario, gauges

LEFT = ("child process",)
slots = threading.Semaphore(2)


def work(twice):
    with slots:
        return twice and os.fork()


scenario = Scenario(
    good=lambda app, bench: app.work(False),
    bad=lambda app, bench: app.work(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
