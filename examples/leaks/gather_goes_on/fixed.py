"""Ask all shops for a price and take the best."""

import asyncio


async def best_price(shops):
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(shop()) for shop in shops]
    return min(task.result() for task in asked)
