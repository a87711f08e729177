"""A waiter is cancelled in the turn of the loop in which it is handed a permit."""

import asyncio

from harness import Scenario, gauges


async def setup(app, bench):
    """The semaphore."""
    yield app.make_slots()


async def bad(app, slots):
    """Take what is free, let one caller wait, cancel it, and give everything back at once."""
    free = slots.value
    for _ in range(free):
        slots.acquire_nowait()
    waiter = asyncio.create_task(app.work(slots))
    while not slots.statistics().tasks_waiting:
        await asyncio.sleep(0)
    waiter.cancel()
    for _ in range(free):
        slots.release()
    await waiter


scenario = Scenario(
    gauge=gauges.permits(lambda app, slots: slots),
    good=lambda app, slots: app.work(slots),
    bad=bad,
    setup=setup,
    capacity=3,
)
