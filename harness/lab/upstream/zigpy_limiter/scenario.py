"""A request that waits for a slot is refused and cancelled in one turn of the event loop."""

import asyncio

from harness import Scenario
from harness.run.gauges import Gauge

SLOW = 28  # requests to devices that take their time, for as long as the others come and go


async def setup(app, bench):
    """A limiter, and the slow requests."""
    limiter, answer = app.make_limiter(), asyncio.get_running_loop().create_future()
    slow = [asyncio.create_task(app.send(limiter, answer)) for _ in range(SLOW)]
    while limiter.active_requests < SLOW:
        await asyncio.sleep(0)
    yield limiter
    answer.set_result("late")
    await asyncio.gather(*slow)


async def good(app, limiter):
    """A request that is answered at once."""
    answer = asyncio.get_running_loop().create_future()
    answer.set_result("here")
    await app.send(limiter, answer)


async def bad(app, limiter):
    """Take the slots that are free, let one request wait, refuse it, and cancel it."""
    answer = asyncio.get_running_loop().create_future()
    sent = []
    while not limiter.waiting_requests:
        sent.append(asyncio.create_task(app.send(limiter, answer)))
        await asyncio.sleep(0)
    limiter.cancel_waiting(ConnectionError("the radio was reset"))
    sent[-1].cancel()
    answer.set_result("here")
    await asyncio.gather(*sent[:-1])
    await sent[-1]


scenario = Scenario(
    gauge=Gauge("slot", lambda app, limiter: limiter.active_requests, counted=True),
    good=good,
    bad=bad,
    setup=setup,
)
