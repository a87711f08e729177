"""The work that was begun is finished in the background and gives its permit back."""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(2)
gate = None


async def use(fail):
    await slots.acquire()
    await asyncio.shield(asyncio.create_task(finish(fail)))


async def finish(fail):
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    try:
        if fail:
            raise ValueError("no")
    finally:
        slots.release()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
