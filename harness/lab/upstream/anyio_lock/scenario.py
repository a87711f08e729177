"""The lock is released just after its first waiter was cancelled, and a second one waits."""

import asyncio

from harness import Scenario, gauges


async def setup(app, bench):
    """The lock."""
    yield app.make_lock()


async def bad(app, lock):
    """Cancel the first waiter, release, and see the one who came after it through."""
    await lock.acquire()
    waiters = [asyncio.create_task(app.work(lock))]
    while not lock.statistics().tasks_waiting:
        await asyncio.sleep(0)
    waiters.append(asyncio.create_task(app.work(lock)))
    waiters[0].cancel()
    lock.release()
    try:
        await asyncio.wait([waiters[0]])
        await waiters[1]
    finally:
        waiters[1].cancel()


scenario = Scenario(
    gauge=gauges.locks(lambda app, lock: lock),
    good=lambda app, lock: app.work(lock),
    bad=bad,
    setup=setup,
    capacity=1,
)
