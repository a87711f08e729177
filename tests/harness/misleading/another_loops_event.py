"""An event that one event loop waited for is waited for by the next loop.

Truth: breaks. Nothing is out, and each caller but the first gets an error.
"""

import asyncio

from harness import Promise, Scenario, gauges

news = asyncio.Event()


async def listen():
    try:
        await asyncio.wait_for(news.wait(), 0.001)
    except TimeoutError:
        pass


def listen_once():
    asyncio.run(listen())


scenario = Scenario(
    good=lambda app, bench: app.listen_once(),
    bad=lambda app, bench: app.listen_once(),
    gauge=gauges.descriptors(),
    fixed=Promise("breaks", 0, "RuntimeError"),
)
