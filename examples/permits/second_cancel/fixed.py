"""Fetch a feed, four at a time, and keep a journal of it."""


async def fetch(slots, get, note, feed):
    async with slots:
        try:
            return await get(feed)
        finally:
            await note(feed)
