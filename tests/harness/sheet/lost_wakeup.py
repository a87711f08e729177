"""A waiter that was woken and cancelled in one turn keeps the wake-up: a seat is free, all wait."""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Queue()
seats.put_nowait("A1")
waiters = []


async def sit():
    while seats.empty():
        turn = asyncio.get_running_loop().create_future()
        waiters.append(turn)
        await turn
    seat = seats.get_nowait()
    await asyncio.sleep(0)
    seats.put_nowait(seat)
    if waiters:
        waiters.pop(0).set_result(None)


async def wait_for_nobody():
    await asyncio.get_running_loop().create_future()


async def leave(app, bench):
    await app.wait_for_nobody()


scenario = Scenario(
    good=lambda app, bench: app.sit(),
    bad=leave,
    gauge=gauges.queued(lambda app, bench: app.seats),
    capacity=1,
    fixed=Promise("stuck"),
)
