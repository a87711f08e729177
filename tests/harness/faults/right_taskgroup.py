"""One of two fails, and the group waits for the other."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(4)


async def use(fail):
    async with asyncio.TaskGroup() as g:
        g.create_task(one(False))
        g.create_task(one(fail))


async def one(fail):
    async with slots:
        await work(fail)


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
