"""Reserve a seat in a concert hall."""

RESERVE = (
    "UPDATE seat SET guest = $2 WHERE number = $1"
    " AND coalesce(guest, $2) = $2"
)


async def reserve(pool, form):
    conn = await pool.acquire()
    number, guest = int(form["seat"]), form["guest"]
    done = await conn.execute(RESERVE, number, guest)
    await pool.release(conn)  # a form with a wrong seat never gets here
    if done != "UPDATE 1":
        raise LookupError(number)
