"""A waiter is cancelled in the turn of the loop in which it is handed a permit."""

import asyncio

from harness import Scenario, gauges


async def setup(app, bench):
    """The semaphore."""
    yield app.make_slots()


async def bad(app, slots):
    """Take what is free, wait for one more, cancel the waiter, give the rest back."""
    leave, holders = asyncio.Event(), []
    for _ in range(slots.value):
        ready = asyncio.Event()
        holders.append(asyncio.create_task(app.work(slots, ready, leave)))
        await ready.wait()
    waiter = asyncio.create_task(app.work(slots))
    while not slots.statistics().tasks_waiting:
        await asyncio.sleep(0)
    waiter.cancel()
    leave.set()
    await asyncio.wait([waiter, *holders])
    await waiter


scenario = Scenario(
    gauge=gauges.permits(lambda app, slots: slots),
    good=lambda app, slots: app.work(slots),
    bad=bad,
    setup=setup,
    capacity=3,
)
