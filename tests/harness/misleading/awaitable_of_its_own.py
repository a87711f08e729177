"""The call gives an object that can be awaited and is no coroutine; awaited, it loses a permit.

Truth: leaks for good.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


class Sitting:
    def __init__(self, leave):
        self.leave = leave

    def __await__(self):
        yield from seats.acquire().__await__()
        if self.leave:
            seats.release()


async def sit():
    await Sitting(True)


scenario = Scenario(
    good=lambda app, bench: app.sit(),
    bad=lambda app, bench: app.Sitting(False),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
