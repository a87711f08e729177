"""A waiter that is cancelled as it is handed the item takes it to its grave."""

import asyncio
from collections import deque

from harness import Promise, Scenario, gauges

waiters = deque()
free = ["a"]


async def work():
    await asyncio.sleep(0)


async def take():
    if free and not waiters:
        return free.pop()
    turn = asyncio.get_running_loop().create_future()
    waiters.append(turn)
    return await turn


def give(item):
    while waiters:
        turn = waiters.popleft()
        if not turn.done():
            turn.set_result(item)
            return
    free.append(item)


async def use(fail):
    item = await take()
    try:
        await work()
        if fail:
            raise ValueError("no")
    finally:
        give(item)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.Gauge("item", lambda app, bench: -len(app.free)),
    capacity=1,
    fixed=Promise("drains"),
)
