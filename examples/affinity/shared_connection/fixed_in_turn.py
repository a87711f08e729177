"""Count the free seats of several halls at once."""

FREE = "SELECT count(*) FROM seat WHERE hall = $1 AND guest IS NULL"


async def free(pool, halls):
    async with pool.acquire() as connection:
        return [await connection.fetchval(FREE, hall) for hall in halls]
