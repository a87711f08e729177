"""Release a seat in a concert hall that was reserved by mistake."""

RELEASE = "UPDATE seat SET guest = NULL WHERE number = $1"


async def cancel(pool, form, deadline=5):
    async with pool.acquire(timeout=deadline) as conn:
        await conn.execute(RELEASE, int(form["seat"]))
