"""A call narrows the rights of all files to come, and does not widen them where it fails.

Truth: drains, and leaves a process setting.
"""

import os
import threading

from harness import Promise, Scenario, gauges

LEFT = ("process setting",)
slots = threading.Semaphore(2)


def write(fail):
    with slots:
        before = os.umask(0o077)
        if fail:
            raise ValueError("nothing to write")
        os.umask(before)


scenario = Scenario(
    good=lambda app, bench: app.write(False),
    bad=lambda app, bench: app.write(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
