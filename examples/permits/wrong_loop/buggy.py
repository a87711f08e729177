"""Ask for the weather in some towns, two towns at a time."""

import asyncio

slots = asyncio.Semaphore(
    2
)  # the first loop that waits for it keeps it


def forecast(ask, towns):
    async def one(town):
        async with slots:
            return await ask(town)

    async def every():
        return await asyncio.gather(*map(one, towns))

    return asyncio.run(every())
