"""Each call adds a log handler that has no file.

Truth, with that gauge: drains, and log handlers are left over.
"""

import logging
import os

from harness import Promise, Scenario, gauges

LEFT = ("log handler",)


def use(fail):
    with open(os.devnull):
        if fail:
            logging.getLogger("orders").addHandler(logging.NullHandler())


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
