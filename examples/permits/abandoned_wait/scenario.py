"""Every permit is taken; one caller's time is up; then the permits come back."""

import asyncio
from contextlib import AsyncExitStack

from harness import Promise, Scenario, gauges


async def render(place):
    return f"a map of {place}"


async def rush(app, slots):
    async with AsyncExitStack() as busy:
        while not slots.locked():
            await busy.enter_async_context(slots)
        await app.draw(slots, render, "Delft", timeout=0.001)


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.draw(
        slots, render, "Gouda", timeout=0.1
    ),
    bad=rush,
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
