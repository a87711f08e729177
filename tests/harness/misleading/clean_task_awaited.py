"""A task for each call, and the call awaits it.

Truth: drains, and nothing is left.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(2)


async def use():
    async with seats:
        await asyncio.create_task(asyncio.sleep(0))


async def stand():
    async with seats:
        pass


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: app.stand(),
    bad=lambda app, bench: app.use(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
