"""Count the free seats of several halls at once."""

import asyncio

FREE = "SELECT count(*) FROM seat WHERE hall = $1 AND guest IS NULL"


async def free(pool, halls):
    ask = (pool.fetchval(FREE, hall) for hall in halls)
    return await asyncio.gather(*ask)
