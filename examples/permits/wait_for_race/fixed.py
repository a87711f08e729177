"""Draw a map, four at a time, or say that it takes too long."""

import asyncio


async def draw(slots, render, place, timeout=5):
    await asyncio.wait_for(slots.acquire(), timeout)
    try:
        return await render(place)
    finally:
        slots.release()
