"""The same helper under a reentrant lock: nobody waits.

Truth: drains.
"""

import threading

from harness import Promise, Scenario, gauges

guard = threading.RLock()


def count():
    with guard:
        return 1


def total():
    with guard:
        return count() + 1


scenario = Scenario(
    good=lambda app, bench: app.count(),
    bad=lambda app, bench: app.total(),
    gauge=gauges.descriptors(),
    patience=0.1,
    fixed=Promise("drains"),
)
