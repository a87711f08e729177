"""Answer a search from the catalogue of a shop."""

SEARCH = """
    SELECT title FROM product
    WHERE to_tsvector('simple', title) @@ to_tsquery('simple', $1)
"""


async def search(pool, words):
    async with pool.acquire() as conn:
        rows = await conn.fetch(SEARCH, words)
    return [row["title"] for row in rows]
