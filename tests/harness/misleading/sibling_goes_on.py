"""One of two gathered calls fails; the other waits on, with a permit, for an event that never comes.

Truth: leaks for good. gather() does not cancel it, and the event keeps it alive.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)
news = asyncio.Event()


async def listen():
    async with seats:
        await news.wait()


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
    fixed=Promise("leaks for good", 1, "waits"),
)
