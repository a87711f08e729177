"""The consumer leaves an async generator at its first item; the loop closes it, unasked.

Truth: saved by reference counting. Dropping it told the event loop to close it.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


async def lines():
    async with seats:
        yield "first"
        yield "second"


async def first_line():
    async for line in lines():
        return line


async def all_lines():
    return [line async for line in lines()]


scenario = Scenario(
    good=lambda app, bench: app.all_lines(),
    bad=lambda app, bench: app.first_line(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("saved by reference counting"),
)
