"""One client in two goes away during its upload, and the upload's task is cancelled."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once(photo):
    return photo


async def for_ever(photo):
    await asyncio.Event().wait()


async def go_away(app, slots):
    call = asyncio.create_task(app.upload(slots, for_ever, "cat.jpg"))
    await asyncio.sleep(0)
    call.cancel()
    await call


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.upload(slots, at_once, "cat.jpg"),
    bad=go_away,
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
