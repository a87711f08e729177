"""Release a seat in a concert hall that was reserved by mistake."""

RELEASE = "UPDATE seat SET guest = NULL WHERE number = $1"


async def cancel(pool, form, deadline=5):
    conn = await pool.acquire(timeout=deadline)
    await conn.execute(RELEASE, int(form["seat"]))
    await pool.release(conn)  # a form with a wrong seat never gets here
