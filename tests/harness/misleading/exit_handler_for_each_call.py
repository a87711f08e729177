"""Each call leaves something to do at the exit of the process.

Truth, with that gauge: drains, and exit handlers are left over.
"""

import atexit
import os

from harness import Promise, Scenario, gauges

LEFT = ("exit handler",)


def use(fail):
    with open(os.devnull):
        if fail:
            atexit.register(print)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
