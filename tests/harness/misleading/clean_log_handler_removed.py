"""Each call adds a log handler, and removes it.

Truth: drains.
"""

import logging
import os

from harness import Promise, Scenario, gauges


def use(fail):
    log, handler = logging.getLogger("orders"), logging.NullHandler()
    log.addHandler(handler)
    try:
        with open(os.devnull):
            if fail:
                raise ValueError("no")
    finally:
        log.removeHandler(handler)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
