"""Work under a lock."""

import anyio


def make_lock():
    """A lock."""
    return anyio.Lock()


async def work(lock):
    """Do something while holding the lock."""
    async with lock:
        await anyio.sleep(0)
