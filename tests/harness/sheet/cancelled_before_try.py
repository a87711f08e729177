"""A task is cancelled between acquire and try."""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


async def sit(cancelled):
    await seats.acquire()
    if cancelled:
        raise asyncio.CancelledError
    seats.release()


scenario = Scenario(
    good=lambda app, bench: app.sit(False),
    bad=lambda app, bench: app.sit(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
