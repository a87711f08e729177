"""One call takes the only permit and then asks for it again.

Truth: stuck. No other holder is there to wait for: it waits for itself, and whoever comes waits too.
"""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(1)


async def use():
    async with slots:
        pass


async def use_twice():
    async with slots:
        await use()


scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.use_twice(),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=1,
    patience=0.1,
    fixed=Promise("stuck"),
)
