"""One customer in two leaves while the machine warms up."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once():
    pass


async def for_ever():
    await asyncio.Event().wait()


async def leave(app, bench):
    call = asyncio.create_task(app.cut(for_ever, "key 7"))
    await asyncio.sleep(0)
    call.cancel()
    await call


scenario = Scenario(
    good=lambda app, bench: app.cut(at_once, "key 7"),
    bad=leave,
    gauge=gauges.permits(lambda app, bench: app.machines),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
