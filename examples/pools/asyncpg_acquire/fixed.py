"""Reserve a seat in a concert hall."""

RESERVE = "UPDATE seat SET guest = $2 WHERE number = $1"


async def reserve(pool, form):
    async with pool.acquire() as conn:
        await conn.execute(RESERVE, int(form["seat"]), form["guest"])
