"""Fetch a feed, four at a time, and keep a journal of it."""

import asyncio

slots = asyncio.Semaphore(4)


async def fetch(get, note, feed):
    async with slots:
        try:
            return await get(feed)
        finally:
            await note(feed)
