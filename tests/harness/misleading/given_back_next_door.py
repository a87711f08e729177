"""A key is taken from one board and hung on another; the gauge adds up both boards.

Truth: stuck. The sum never changes, so nothing is out, and the next guest waits all the same.
"""

import threading

from harness import Promise, Scenario, gauges

left = threading.Semaphore(2)
right = threading.Semaphore(2)


def visit(forgetful):
    left.acquire()
    (right if forgetful else left).release()


def both(app, bench):
    return -app.left._value - app.right._value


scenario = Scenario(
    good=lambda app, bench: app.visit(False),
    bad=lambda app, bench: app.visit(True),
    gauge=gauges.Gauge("key", both),
    capacity=2,
    patience=0.1,
    fixed=Promise("stuck", 0, "waits"),
)
