"""The permit is the last thing that `__aenter__` waits for."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


class Box:
    async def __aenter__(self):
        await asyncio.sleep(0)
        await slots.acquire()
        return self

    async def __aexit__(self, *a):
        slots.release()


async def use(fail):
    async with Box():
        if fail:
            raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
