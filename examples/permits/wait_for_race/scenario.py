"""A permit comes free 0 to 11 turns of the event loop after a caller's time is up."""

import asyncio
from itertools import count

from harness import Promise, Scenario, gauges

turns = count()


async def render(place):
    return f"a map of {place}"


async def race(app, slots):
    for _ in range(4):
        await slots.acquire()
    caller = asyncio.create_task(
        app.draw(slots, render, "Delft", timeout=0.001)
    )
    await asyncio.sleep(0)
    end = asyncio.get_running_loop().time() + 0.002
    while asyncio.get_running_loop().time() < end:
        continue  # the loop stands still, so that the timer is due at its next turn
    for _ in range(next(turns)):
        await asyncio.sleep(0)
    for _ in range(4):
        slots.release()
    await caller


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.draw(slots, render, "Gouda"),
    bad=race,
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    fixed=Promise("drains"),
    not_stood={
        "fixed": {
            "cancelled": "Up to Python 3.11 a cancel that comes with the permit is lost."
        }
    },
)
