"""Look up several guests of a hotel at once."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

GUEST = text("SELECT name FROM guest WHERE room = :room")


async def guests(engine, rooms):
    async def guest(room):
        async with AsyncSession(engine) as session:
            return await session.scalar(GUEST, {"room": room})

    try:
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(guest(room)) for room in rooms]
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in asked]
