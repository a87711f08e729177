"""Draw a map, four at a time, or say that it takes too long."""

import asyncio


async def draw(slots, render, place, timeout=5):
    async with asyncio.timeout(timeout):
        await slots.acquire()
    try:
        return await render(place)
    finally:
        slots.release()
