"""Hold a meeting in several rooms at once."""

from contextlib import AsyncExitStack


async def meet(rooms, names, talk):
    async with AsyncExitStack() as stack:
        for name in sorted(set(names)):
            await stack.enter_async_context(rooms[name])
        await talk()
