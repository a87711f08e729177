"""The counter is read before the lock: one of two additions is lost."""

import threading

from harness import Promise, Scenario, gauges

lock = threading.Lock()
count = [0]


def use(fail):
    n = count[0]
    step()
    with lock:
        count[0] = n + 1
    calls.append(1)
    if fail:
        raise ValueError("no")


calls = []


def step():
    return 1


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.locks(lambda app, bench: app.lock),
    invariant=lambda app, bench: app.count[0] >= len(app.calls),
    fixed=Promise("drains"),
)
