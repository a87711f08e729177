"""A task is started and never ends."""

import asyncio

from harness import Promise, Scenario, gauges

running = set()


async def listen():
    running.add(asyncio.create_task(asyncio.Event().wait()))


scenario = Scenario(
    good=lambda app, bench: bench.work.wait(),
    bad=lambda app, bench: app.listen(),
    gauge=gauges.tasks(),
    fixed=Promise("leaks for good", 1),
)
