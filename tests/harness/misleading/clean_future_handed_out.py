"""The call awaits a future of the loop's own worker threads, which stay for the next call.

Truth: drains. The worker is kept by the loop, and one is enough.
"""

import asyncio
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(3)


def sit():
    with seats:
        pass


async def sit_here():
    sit()


async def sit_elsewhere():
    await asyncio.get_running_loop().run_in_executor(None, sit)


scenario = Scenario(
    good=lambda app, bench: app.sit_here(),
    bad=lambda app, bench: app.sit_elsewhere(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=3,
    fixed=Promise("drains"),
)
