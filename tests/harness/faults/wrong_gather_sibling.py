"""One of two fails, and the other goes on after the caller has heard of it."""

import asyncio
import threading
import os, socket, subprocess, queue, contextlib, sqlite3, tempfile, shutil
from pathlib import Path

from harness import Promise, Scenario, gauges

slots = asyncio.Semaphore(4)
done = asyncio.Event()


async def use(fail):
    await asyncio.gather(one(False), one(fail))


async def one(fail):
    async with slots:
        await work(fail)


async def work(fail):
    if fail:
        raise ValueError("no")
    await asyncio.sleep(0.05)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.slots),
    fixed=Promise("drains"),
)
