"""The call gives an object that can be awaited and is no coroutine; awaited, it gives back.

Truth: drains.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


class Sitting:
    def __await__(self):
        yield from seats.acquire().__await__()
        seats.release()


async def sit():
    await Sitting()


scenario = Scenario(
    good=lambda app, bench: app.sit(),
    bad=lambda app, bench: app.Sitting(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("drains"),
)
