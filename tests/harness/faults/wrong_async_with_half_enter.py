"""A cancellation between the acquire and the end of `__aenter__` loses the permit."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


class Box:
    async def __aenter__(self):
        await slots.acquire()
        await asyncio.sleep(0)
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
