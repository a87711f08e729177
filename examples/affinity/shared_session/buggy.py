"""Look up several guests of a hotel at once."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

GUEST = text("SELECT name FROM guest WHERE room = :room")


async def guests(engine, rooms):
    async with AsyncSession(engine) as session:
        # two tasks make the one session take a connection each
        ask = (session.scalar(GUEST, {"room": room}) for room in rooms)
        return await asyncio.gather(*ask)
