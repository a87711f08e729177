"""Work under a semaphore of three permits."""

import anyio


def make_slots():
    """Three permits."""
    return anyio.Semaphore(3)


async def work(slots):
    """Do something while holding a permit."""
    async with slots:
        await anyio.sleep(0)
