"""Work under a semaphore of three permits."""

import anyio


def make_slots():
    """Three permits."""
    return anyio.Semaphore(3)


async def work(slots, ready=None, leave=None):
    """Do something while holding a permit."""
    async with slots:
        if ready is not None:
            ready.set()
            await leave.wait()
