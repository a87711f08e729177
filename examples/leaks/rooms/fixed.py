"""Hold a meeting in several rooms at once."""

from asyncio import Semaphore
from contextlib import AsyncExitStack

rooms = {"red": Semaphore(2), "blue": Semaphore(2)}


async def meet(names, talk):
    async with AsyncExitStack() as stack:
        for name in names:
            await stack.enter_async_context(rooms[name])
        await talk()
