"""Book the day's hotel nights from a file of the travel agency."""

import asyncpg

BOOK = "INSERT INTO night VALUES ($1, $2)"


async def book(url, lines):
    async with asyncpg.create_pool(url, min_size=1) as pool:
        conn = await pool.acquire()
        async with conn.transaction():
            for line in lines:
                room, guest = line.split(",")
                await conn.execute(BOOK, int(room), guest)
        await pool.release(conn)  # the pool's end waits for this
