"""Only an `Exception` gives the permit back, and a cancellation is none."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)


async def use(fail):
    await slots.acquire()
    try:
        await work(fail)
    except Exception:
        slots.release()
        raise
    slots.release()


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
