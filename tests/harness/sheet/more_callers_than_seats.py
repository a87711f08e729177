"""Five callers share two permits."""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(2)


async def sit(work):
    async with seats:
        await work()


scenario = Scenario(
    good=lambda app, bench: app.sit(bench.work.wait),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    crowd=5,
    patience=0.2,
    fixed=Promise("slow", 0, "waits"),
)
