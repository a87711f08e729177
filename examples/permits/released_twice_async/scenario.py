"""One text in two is empty, and its early return gives the permit back twice."""

import asyncio

from harness import Promise, Scenario, gauges


async def ask(text):
    return text.upper()


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.translate(slots, ask, "hello"),
    bad=lambda app, slots: app.translate(slots, ask, ""),
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("inflated", -1),
    fixed=Promise("drains"),
)
