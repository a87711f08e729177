"""Count the free permits of a semaphore, with public methods only."""

from contextlib import AsyncExitStack, ExitStack


def free(semaphore):
    with ExitStack() as probe:
        permits = 0
        while semaphore.acquire(blocking=False):
            probe.callback(semaphore.release)
            permits += 1
        return permits


async def free_in_loop(semaphore):
    async with AsyncExitStack() as probe:
        permits = 0
        while not semaphore.locked():
            await probe.enter_async_context(semaphore)
            permits += 1
        return permits
