"""The first call registers the exit handler for all.

Truth: drains.
"""

import atexit
import os

from harness import Promise, Scenario, gauges

registered = []


def use(fail):
    with open(os.devnull):
        if fail and not registered:
            registered.append(atexit.register(print))


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
