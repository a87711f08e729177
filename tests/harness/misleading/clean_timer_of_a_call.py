"""Each call sets a timer, and cancels it.

Truth: drains.
"""

import asyncio
import os

from harness import Promise, Scenario, gauges


async def use(fail):
    timer = asyncio.get_running_loop().call_later(1000, print)
    try:
        with open(os.devnull):
            if fail:
                raise ValueError("no")
    finally:
        timer.cancel()


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
