"""The shield keeps the acquire going, and nobody takes what it brings."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(1)


async def use(fail):
    await asyncio.wait_for(asyncio.shield(slots.acquire()), 1)
    try:
        await asyncio.sleep(0)
        if fail:
            raise ValueError("no")
    finally:
        slots.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=1,
    fixed=Promise("drains"),
)
