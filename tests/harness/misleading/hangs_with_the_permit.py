"""A call waits inside ``async with`` for an answer that never comes; it has the only permit.

Truth: held too long. The permit is out for as long as the call hangs, which is no longer than the
caller's patience; meanwhile the next caller waits.
"""

import asyncio

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(1)
answer = asyncio.Event()


async def ask(answered):
    async with slots:
        if not answered:
            await answer.wait()


scenario = Scenario(
    good=lambda app, bench: app.ask(True),
    bad=lambda app, bench: app.ask(False),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=1,
    patience=0.1,
    fixed=Promise("held too long"),
)
