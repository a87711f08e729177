"""The news comes before anyone listens, and the listener looks at the state first.

Truth: drains.
"""

import threading

from harness import Promise, Scenario, gauges

change = threading.Condition()
told = []


def tell():
    with change:
        told.append(True)
        change.notify_all()


def listen():
    tell()
    with change:
        change.wait_for(lambda: told)
        told.clear()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.listen(),
    gauge=gauges.descriptors(),
    patience=0.1,
    fixed=Promise("drains"),
)
