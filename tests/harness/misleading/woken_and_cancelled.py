"""A hand-made semaphore wakes a waiter that is cancelled in the same turn, and wakes no other.

Truth: stuck. A slot is free and a caller waits; a newcomer may take the free slot and is served.
"""

import asyncio
from collections import deque

from harness import Promise, Scenario, gauges


class Slots:
    def __init__(self, value):
        self._value = value
        self._waiters = deque()

    async def acquire(self):
        while not self._value:
            turn = asyncio.get_running_loop().create_future()
            self._waiters.append(turn)
            await turn
        self._value -= 1

    def release(self):
        self._value += 1
        while self._waiters:
            turn = self._waiters.popleft()
            if not turn.done():
                turn.set_result(None)
                break


slots = Slots(1)


async def use():
    await slots.acquire()
    slots.release()


async def race():
    await slots.acquire()
    first, second = asyncio.create_task(use()), asyncio.create_task(use())
    await asyncio.sleep(0)
    slots.release()
    first.cancel()
    await second


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.race(),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=1,
    patience=0.1,
    fixed=Promise("stuck", 0, "served"),
)
