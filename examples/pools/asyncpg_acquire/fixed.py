"""Reserve a seat in a concert hall."""

RESERVE = (
    "UPDATE seat SET guest = $2 WHERE number = $1"
    " AND coalesce(guest, $2) = $2"
)


async def reserve(pool, form):
    async with pool.acquire() as conn:
        number, guest = int(form["seat"]), form["guest"]
        done = await conn.execute(RESERVE, number, guest)
    if done != "UPDATE 1":
        raise LookupError(number)
