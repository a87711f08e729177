"""The news comes before anyone listens, and nobody checks whether it came: the call waits for ever.

Truth: stuck. Good calls do not listen, so the next caller is served.
"""

import threading

from harness import Promise, Scenario, gauges

change = threading.Condition()


def tell():
    with change:
        change.notify_all()


def listen():
    tell()
    with change:
        change.wait()


scenario = Scenario(
    good=lambda app, bench: app.tell(),
    bad=lambda app, bench: app.listen(),
    gauge=gauges.descriptors(),
    patience=0.1,
    fixed=Promise("stuck", 0, "served"),
)
