"""Between the acquire and the try there is an await."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


async def note():
    await asyncio.sleep(0)


async def use(fail):
    await slots.acquire()
    await note()
    try:
        if fail:
            raise ValueError("no")
    finally:
        slots.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=2,
    fixed=Promise("drains"),
)
