"""An event is set and cleared in one breath, before the task that waits has started.

Truth: stuck. Good calls do not wait for it: the next caller is served.
"""

import asyncio

from harness import Promise, Scenario, gauges

ready = asyncio.Event()


async def pulse():
    ready.set()
    ready.clear()


async def wait_for_pulse():
    waiter = asyncio.create_task(ready.wait())
    await pulse()
    await waiter


scenario = Scenario(
    good=lambda app, bench: app.pulse(),
    bad=lambda app, bench: app.wait_for_pulse(),
    gauge=gauges.descriptors(),
    patience=0.1,
    fixed=Promise("stuck", 0, "served"),
)
