"""A coroutine wants to end the program while it has a permit, in ``async with``.

Truth: drains.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


async def sit(leave):
    async with seats:
        await asyncio.sleep(0)
        if leave:
            raise SystemExit(3)


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("drains"),
)
