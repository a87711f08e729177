"""One report in two lacks a figure, inside an async with statement."""

import asyncio

from harness import Promise, Scenario, gauges


async def fill(report):
    return report["total"]


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.write(slots, fill, {"total": 12}),
    bad=lambda app, slots: app.write(slots, fill, {}),
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
