"""A cancelled task gives its permit back."""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(2)


async def sit():
    async with seats:
        raise asyncio.CancelledError


async def stand():
    async with seats:
        pass


scenario = Scenario(
    good=lambda app, bench: app.stand(),
    bad=lambda app, bench: app.sit(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
