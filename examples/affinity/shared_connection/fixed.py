"""Count the free seats of several halls at once."""

import asyncio

FREE = "SELECT count(*) FROM seat WHERE hall = $1 AND guest IS NULL"


async def free(pool, halls):
    try:
        async with asyncio.TaskGroup() as group:
            asked = [
                group.create_task(pool.fetchval(FREE, hall))
                for hall in halls
            ]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in asked]
