"""A permit comes free 0 to 11 turns of the event loop after a caller's time is up."""

import asyncio
from itertools import count

from harness import Promise, Scenario, gauges

turns = count()


async def render(place):
    return f"a map of {place}"


async def race(app, bench):
    for _ in range(4):
        await app.slots.acquire()
    caller = asyncio.create_task(
        app.draw(render, "Delft", timeout=0.001)
    )
    await asyncio.sleep(0)
    end = asyncio.get_running_loop().time() + 0.002
    while asyncio.get_running_loop().time() < end:
        continue  # the loop stands still, so that the timer is due at its next turn
    for _ in range(next(turns)):
        await asyncio.sleep(0)
    for _ in range(4):
        app.slots.release()
    await caller


scenario = Scenario(
    good=lambda app, bench: app.draw(render, "Gouda"),
    bad=race,
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    fixed=Promise("drains"),
    not_stood={
        "fixed": {
            "cancelled": "Up to Python 3.11 a cancel that comes with the permit is lost."
        }
    },
)
