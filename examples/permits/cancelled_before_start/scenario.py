"""One order in two is withdrawn at once, before its delivery has begun."""

import asyncio
from contextlib import suppress

from harness import Promise, Scenario, gauges


async def deliver(order):
    return order


def refuse(order):
    raise LookupError(order)


async def order(app, slots):
    with suppress(LookupError):
        await (await app.start(slots, refuse, "order 16"))
    return await (await app.start(slots, deliver, "order 17"))


async def withdraw(app, slots):
    delivery = await app.start(slots, deliver, "order 17")
    delivery.cancel()
    await asyncio.wait({delivery})


async def four(app, bench):
    yield asyncio.BoundedSemaphore(4)


scenario = Scenario(
    good=order,
    bad=withdraw,
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
