"""Each call sets a timer for later, and nobody cancels it.

Truth, with that gauge: drains, and timers are left over.
"""

import asyncio
import os

from harness import Promise, Scenario, gauges

LEFT = ("timer",)


async def use(fail):
    with open(os.devnull):
        if fail:
            asyncio.get_running_loop().call_later(1000, print)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
