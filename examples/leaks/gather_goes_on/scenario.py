"""In every second round one shop refuses and another does not answer."""

import asyncio

from harness import Promise, Scenario, gauges

answer = asyncio.Event()


async def answers():
    return 12


async def refuses():
    raise ConnectionRefusedError


async def says_nothing():
    await answer.wait()


scenario = Scenario(
    good=lambda app, bench: app.best_price([answers, answers]),
    bad=lambda app, bench: app.best_price([refuses, says_nothing]),
    gauge=gauges.tasks(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
