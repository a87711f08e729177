"""A helper takes the lock that its caller holds; no descriptor is out, and the call waits for itself.

Truth: stuck. The lock stays taken while the call hangs, so the next caller waits as well.
"""

import threading

from harness import Promise, Scenario, gauges

guard = threading.Lock()


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
    fixed=Promise("stuck"),
)
