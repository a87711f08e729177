"""The lock is released just after its first waiter was cancelled, and a second one waits."""

import asyncio

from harness import Scenario, gauges


async def setup(app, bench):
    """The lock."""
    yield app.make_lock()


async def bad(app, lock):
    """Wait twice, cancel the first waiter, release, and see the second one through."""
    ready, leave = asyncio.Event(), asyncio.Event()
    holder = asyncio.create_task(app.work(lock, ready, leave))
    await ready.wait()
    first = asyncio.create_task(app.work(lock))
    while lock.statistics().tasks_waiting < 1:
        await asyncio.sleep(0)
    second = asyncio.create_task(app.work(lock))
    while lock.statistics().tasks_waiting < 2:
        await asyncio.sleep(0)
    leave.set()
    first.cancel()
    try:
        await asyncio.wait([holder, first])
        await second
    finally:
        second.cancel()


scenario = Scenario(
    gauge=gauges.locks(lambda app, lock: lock),
    good=lambda app, lock: app.work(lock),
    bad=bad,
    setup=setup,
    capacity=1,
)
