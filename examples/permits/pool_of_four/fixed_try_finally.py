"""Answer a search from the catalogue of a shop."""

SEARCH = """
    SELECT title FROM product
    WHERE to_tsvector('simple', title) @@ to_tsquery('simple', $1)
"""


async def search(pool, words):
    conn = await pool.acquire()
    try:
        rows = await conn.fetch(SEARCH, words)
    finally:
        await pool.release(conn)
    return [row["title"] for row in rows]
