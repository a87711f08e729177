"""One customer in two hangs up while the charge is being announced."""

import asyncio

from harness import Promise, Scenario, gauges


async def at_once(card):
    return card


async def for_ever(card):
    await asyncio.Event().wait()


async def hang_up(app, bench):
    call = asyncio.create_task(app.charge(for_ever, at_once, "card 7"))
    await asyncio.sleep(0)
    call.cancel()
    await call


scenario = Scenario(
    good=lambda app, bench: app.charge(at_once, at_once, "card 7"),
    bad=hang_up,
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
