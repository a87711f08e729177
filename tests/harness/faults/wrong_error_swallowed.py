"""Whatever goes wrong, the caller gets nothing."""

import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)
locks = (threading.Lock(), threading.Lock())


def serve(fail):
    with slots:
        try:
            return cook(fail)
        except Exception:
            return None


def cook(fail):
    if fail:
        raise ValueError("no")
    return "soup"


scenario = Scenario(
    good=lambda app, bench: app.serve(False),
    bad=lambda app, bench: app.serve(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
