"""Permits all come home, and each call leaves a task, kept, that ends by itself a moment later.

Truth: drains, and nothing is left.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(2)
background = set()


async def use():
    async with seats:
        task = asyncio.create_task(asyncio.sleep(0.02))
        background.add(task)
        task.add_done_callback(background.discard)


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
