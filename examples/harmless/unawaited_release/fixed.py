"""Sell the seats of a night train."""

FREE = "SELECT count(*) FROM seat WHERE guest IS NULL"
BOOK = (
    "UPDATE seat SET guest = $2"
    " WHERE number = $1 AND guest IS NULL RETURNING number"
)


async def free(pool):
    return await pool.fetchval(FREE)


async def book(pool, seat, guest):
    conn = await pool.acquire()
    try:
        return await conn.fetchval(BOOK, seat, guest)
    finally:
        await pool.release(conn)
