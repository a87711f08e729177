"""Fetch a feed, four at a time, and keep a journal of it."""

import asyncio

slots = asyncio.Semaphore(4)


async def fetch(get, note, feed):
    await slots.acquire()
    try:
        return await get(feed)
    finally:
        await note(feed)  # cancelled here, it skips the release
        slots.release()
