"""The clean-up catches everything, a cancellation too."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


async def note():
    await asyncio.sleep(0)


async def use(fail):
    async with slots:
        try:
            await note()
            if fail:
                raise ValueError("no")
        except BaseException:
            return None


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
