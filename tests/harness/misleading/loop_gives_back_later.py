"""The event loop closes the file a second after the call.

Truth: held too long. One descriptor per bad call is out when the call ends, and comes home.
"""

import asyncio

from harness import Promise, Scenario, gauges


async def read(delay):
    source = open("/dev/null")
    if delay:
        asyncio.get_running_loop().call_later(delay, source.close)
    else:
        source.close()


scenario = Scenario(
    good=lambda app, bench: app.read(0),
    bad=lambda app, bench: app.read(1.0),
    gauge=gauges.descriptors(),
    fixed=Promise("held too long", 1),
)
