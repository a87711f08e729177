"""As before, but nothing outside knows the event: the waiting task is kept by itself alone.

Truth: held until the collector runs. It closes the coroutine, and ``async with`` gives back.
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
    await asyncio.gather(listen(), fail())


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.both(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("held until the collector runs", 1, "waits"),
)
