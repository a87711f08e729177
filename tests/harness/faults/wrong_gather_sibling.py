"""One of two fails, and the other goes on after the caller has heard of it."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(4)


async def use(fail):
    if fail:
        raise ValueError("no")
    await asyncio.gather(one(), one())


async def one():
    async with slots:
        await work()


async def work():
    await asyncio.sleep(0.05)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
