"""Two callers each hold a permit of two, and each waits for another.

Truth: deadlock.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(2)


async def sit(work):
    async with seats:
        await work()
        async with seats:
            pass


scenario = Scenario(
    good=lambda app, bench: app.sit(bench.work.wait),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    crowd=2,
    patience=0.2,
    fixed=Promise("deadlock", 2, "waits"),
)
