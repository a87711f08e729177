"""A task waits for a future that only the task knows, and nobody keeps the task.

Truth: drains, by its gauge; each call leaves a task, which is lost when the collector comes.
"""

import asyncio

from harness import Promise, Scenario, gauges


async def listen():
    await asyncio.get_running_loop().create_future()


async def start():
    asyncio.create_task(listen())
    await asyncio.sleep(0)


async def nothing():
    await asyncio.sleep(0)


LEFT = ("lost task",)

scenario = Scenario(
    good=lambda app, bench: app.nothing(),
    bad=lambda app, bench: app.start(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
