"""Look up several guests of a hotel at once."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

GUEST = text("SELECT name FROM guest WHERE room = :room")


async def guests(engine, rooms):
    async def guest(room):
        async with AsyncSession(engine) as session:
            return await session.scalar(GUEST, {"room": room})

    return await asyncio.gather(*map(guest, rooms))
