"""One task in two is cancelled while it works, and again while it cleans up."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once(feed):
    return feed


async def for_ever(feed):
    await asyncio.Event().wait()


async def cancel_twice(app, bench):
    call = asyncio.create_task(app.fetch(for_ever, for_ever, "news"))
    for _ in range(2):
        await asyncio.sleep(0)
        call.cancel()
    await call


scenario = Scenario(
    good=lambda app, bench: app.fetch(at_once, at_once, "news"),
    bad=cancel_twice,
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
