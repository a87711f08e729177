"""Permits all come home, and a task for each call waits for news that never comes.

Truth: drains, by its gauge; each call leaves a task.
"""

import asyncio

from harness import Promise, Scenario, gauges

seats = asyncio.Semaphore(2)
news = asyncio.Event()
listeners = set()


async def use():
    async with seats:
        pass


async def use_and_listen():
    async with seats:
        listeners.add(asyncio.create_task(news.wait()))


LEFT = ("task",)

scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.use_and_listen(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
