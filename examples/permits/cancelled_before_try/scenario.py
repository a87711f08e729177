"""One customer in two hangs up while the charge is being announced."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once(card):
    return card


async def for_ever(card):
    await asyncio.Event().wait()


async def hang_up(app, slots):
    call = asyncio.create_task(
        app.charge(slots, for_ever, at_once, "card 7")
    )
    await asyncio.sleep(0)
    call.cancel()
    await call


async def four(app, bench):
    yield asyncio.Semaphore(4)


scenario = Scenario(
    good=lambda app, slots: app.charge(
        slots, at_once, at_once, "card 7"
    ),
    bad=hang_up,
    setup=four,
    gauge=gauges.permits(lambda app, slots: slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
