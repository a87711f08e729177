"""Answer a search, four queries on the database at a time."""


async def search(slots, query, words):
    await slots.acquire()
    try:
        return await query(words)
    finally:
        slots.release()
