"""The same race on the semaphore of the standard library, which wakes the next one.

Truth: drains.
"""

import asyncio
from contextlib import suppress

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(1)


async def use():
    async with slots:
        pass


async def race():
    await slots.acquire()
    first, second = asyncio.create_task(use()), asyncio.create_task(use())
    await asyncio.sleep(0)
    slots.release()
    first.cancel()
    await second
    with suppress(asyncio.CancelledError):
        await first


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.race(),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=1,
    patience=0.1,
    fixed=Promise("drains"),
)
