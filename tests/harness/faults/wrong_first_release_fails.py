"""The first release fails, and the second is never made."""

import queue

from harness import Promise, Scenario, gauges

pool = queue.Queue()
for name in "abc":
    pool.put(name)


def pair(fail):
    first = pool.get()
    second = pool.get()
    try:
        if fail:
            raise ValueError("no")
    finally:
        pool.put(first)
        pool.put(second)


scenario = Scenario(
    good=lambda app, bench: app.pair(False),
    bad=lambda app, bench: app.pair(True),
    gauge=gauges.queued(lambda app, bench: app.pool),
    capacity=3,
    fixed=Promise("drains"),
)
