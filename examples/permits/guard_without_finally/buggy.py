"""Write a report, four at a time."""

import asyncio
from contextlib import asynccontextmanager

slots = asyncio.Semaphore(4)


@asynccontextmanager
async def slot():
    await slots.acquire()
    yield  # the block's error is raised here, and keeps the permit
    slots.release()


async def write(fill, report):
    async with slot():
        return await fill(report)
