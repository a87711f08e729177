"""The loop tries again after errors, and ends with a cancellation."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


async def use(fail):
    for attempt in range(3):
        try:
            async with slots:
                return await work(fail)
        except ValueError:
            if attempt == 2:
                raise


async def work(fail):
    await asyncio.sleep(0)
    if fail:
        raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
