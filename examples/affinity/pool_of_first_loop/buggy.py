"""Look up a flight's gate, each time from plain code."""

import asyncio
from contextlib import contextmanager

import asyncpg

GATE = "SELECT gate FROM flight WHERE number = $1"


@contextmanager
def airport(url):
    async def open_pool():
        return await asyncpg.create_pool(url, min_size=1)

    pool = asyncio.run(open_pool())  # this loop has ended already

    async def gate(number):
        return await pool.fetchval(GATE, number)

    yield lambda number: asyncio.run(gate(number))
