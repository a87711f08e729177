"""The caller's time runs out, and the shielded work goes on with its permit, for ever.

Truth: leaks for good.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)
news = asyncio.Event()


async def listen():
    async with seats:
        await news.wait()


async def use():
    async with seats:
        pass


async def ask():
    await asyncio.wait_for(asyncio.shield(listen()), 0.001)


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.ask(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
