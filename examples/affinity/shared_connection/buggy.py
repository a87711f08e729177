"""Count the free seats of several halls at once."""

import asyncio

FREE = "SELECT count(*) FROM seat WHERE hall = $1 AND guest IS NULL"


async def free(pool, halls):
    async with pool.acquire() as connection:
        # all of them on one connection
        ask = (connection.fetchval(FREE, hall) for hall in halls)
        return await asyncio.gather(*ask)
