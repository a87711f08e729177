"""Answer a search, four queries on the database at a time."""

import asyncio

slots = asyncio.Semaphore(4)


async def search(query, words):
    await slots.acquire()
    rows = await query(words)  # an error here keeps the permit
    slots.release()
    return rows
