"""Ask all shops for a price and take the best."""

import asyncio


async def best_price(shops):
    try:
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(shop()) for shop in shops]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return min(task.result() for task in asked)
