"""One task in two is cancelled while it works, and again while it cleans up."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once(feed):
    return feed


async def for_ever(feed):
    await asyncio.Event().wait()


async def cancel_twice(app, slots):
    call = asyncio.create_task(
        app.fetch(slots, for_ever, for_ever, "news")
    )
    for _ in range(2):
        await asyncio.sleep(0)
        call.cancel()
    await call


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.fetch(slots, at_once, at_once, "news"),
    bad=cancel_twice,
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
