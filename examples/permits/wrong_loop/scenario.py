"""Three towns are asked for, and then again, each time with a new event loop."""

import asyncio

from harness import Promise, Scenario, gauges

TOWNS = ["Delft", "Gouda", "Leiden"]


async def ask(town):
    await asyncio.sleep(0)


scenario = Scenario(
    good=lambda app, bench: app.forecast(ask, TOWNS),
    bad=lambda app, bench: app.forecast(ask, TOWNS),
    gauge=gauges.descriptors(),
    buggy=Promise("breaks", 0, "RuntimeError"),
    fixed=Promise("drains"),
)
