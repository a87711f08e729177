"""Answer a search, four queries on the database at a time."""


async def search(slots, query, words):
    async with slots:
        return await query(words)
