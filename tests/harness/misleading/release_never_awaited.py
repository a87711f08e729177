"""The release is a coroutine, and the call forgets to await it.

Truth: leaks for good. Only a warning of another kind tells.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(3)


async def release():
    seats.release()


async def sit(wait):
    await seats.acquire()
    if wait:
        await release()
    else:
        release()


scenario = Scenario(
    good=lambda app, bench: app.sit(True),
    bad=lambda app, bench: app.sit(False),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    patience=0.1,
    fixed=Promise("leaks for good", 1, "waits"),
)
