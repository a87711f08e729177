"""One client in two goes away during its upload, and the upload's task is cancelled."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once(photo):
    return photo


async def for_ever(photo):
    await asyncio.Event().wait()


async def go_away(app, bench):
    call = asyncio.create_task(app.upload(for_ever, "cat.jpg"))
    await asyncio.sleep(0)
    call.cancel()
    await call


scenario = Scenario(
    good=lambda app, bench: app.upload(at_once, "cat.jpg"),
    bad=go_away,
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
