"""One of two calls in a TaskGroup fails, and the other is cancelled and gives its permit back.

Truth: drains.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


async def listen():
    async with seats:
        await asyncio.Event().wait()


async def fail():
    await asyncio.sleep(0)
    raise ValueError("no")


async def use():
    async with seats:
        pass


async def both():
    async with asyncio.TaskGroup() as group:
        group.create_task(listen())
        group.create_task(fail())


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.both(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("drains"),
)
