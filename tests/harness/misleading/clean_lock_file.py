"""A call that fails takes its lock file with it.

Truth: drains.
"""

import os

from harness import Promise, Scenario, gauges


def work(fail):
    os.close(os.open("work.lock", os.O_CREAT | os.O_EXCL))
    try:
        if fail:
            raise ValueError("no")
    finally:
        os.unlink("work.lock")


scenario = Scenario(
    good=lambda app, bench: app.work(False),
    bad=lambda app, bench: app.work(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
