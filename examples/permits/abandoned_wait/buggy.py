"""Draw a map, four at a time, or say that it takes too long."""

import asyncio


async def draw(slots, render, place, timeout=5):
    turn = asyncio.shield(slots.acquire())  # gets a permit after all
    await asyncio.wait_for(turn, timeout)
    try:
        return await render(place)
    finally:
        slots.release()
