"""The free permits are counted again and again, and each count puts back what it took."""

import asyncio
import threading

from harness import Promise, Scenario, gauges


def slots(app, bench):
    yield threading.BoundedSemaphore(4), asyncio.BoundedSemaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.free(slots[0]),
    bad=lambda app, slots: app.free_in_loop(slots[1]),
    setup=slots,
    gauge=gauges.permits(lambda app, slots: slots[1]),
    capacity=4,
    fixed=Promise("drains"),
    invariant=lambda app, slots: app.free(slots[0]) == 4,
)
