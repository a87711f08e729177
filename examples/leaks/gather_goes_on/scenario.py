"""In every second round one shop refuses and another does not answer for an hour."""

import asyncio

from harness import Promise, Scenario, gauges


async def answers():
    return 12


async def refuses():
    raise ConnectionRefusedError


async def says_nothing():
    await asyncio.sleep(3600)


scenario = Scenario(
    good=lambda app, bench: app.best_price([answers, answers]),
    bad=lambda app, bench: app.best_price([refuses, says_nothing]),
    gauge=gauges.tasks(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
