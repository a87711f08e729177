"""The permit goes back whatever becomes of the closing that comes before."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


async def use(fail):
    await slots.acquire()
    try:
        try:
            if fail:
                raise ValueError("no")
            await asyncio.sleep(0)
        finally:
            await close()
    finally:
        slots.release()


async def close():
    await asyncio.sleep(0)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
