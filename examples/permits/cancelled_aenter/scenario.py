"""One customer in two leaves while the machine warms up."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once():
    pass


async def for_ever():
    await asyncio.Event().wait()


async def leave(app, machines):
    call = asyncio.create_task(app.cut(machines, for_ever, "key 7"))
    await asyncio.sleep(0)
    call.cancel()
    await call


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, machines: app.cut(machines, at_once, "key 7"),
    bad=leave,
    setup=four,
    gauge=gauges.permits(lambda app, machines: machines),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
