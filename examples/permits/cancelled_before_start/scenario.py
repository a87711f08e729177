"""One order in two is withdrawn at once, before its delivery has begun."""

import asyncio

from harness import Promise, Scenario, gauges


async def deliver(order):
    return order


async def order(app, bench):
    return await (await app.start(deliver, "order 17"))


async def withdraw(app, bench):
    delivery = await app.start(deliver, "order 17")
    delivery.cancel()
    await asyncio.wait({delivery})


scenario = Scenario(
    good=order,
    bad=withdraw,
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
