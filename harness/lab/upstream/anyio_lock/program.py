"""Work under a lock."""

import anyio


def make_lock():
    """A lock."""
    return anyio.Lock()


async def work(lock, ready=None, leave=None):
    """Do something while holding the lock."""
    async with lock:
        if ready is not None:
            ready.set()
            await leave.wait()
