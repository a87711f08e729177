"""Fetch a feed, four at a time, and keep a journal of it."""


async def fetch(slots, get, note, feed):
    await slots.acquire()
    try:
        return await get(feed)
    finally:
        await note(feed)  # cancelled here, it skips the release
        slots.release()
