"""One order in two is withdrawn at once, before its delivery has begun."""

import asyncio

from harness import Promise, Scenario, gauges


async def deliver(order):
    return order


async def order(app, slots):
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
