"""Look up a flight's gate, each time from plain code."""

import asyncio
from contextlib import contextmanager

import asyncpg

GATE = "SELECT gate FROM flight WHERE number = $1"


@contextmanager
def airport(url):
    async def open_pool():
        return await asyncpg.create_pool(url, min_size=1)

    async def gate(number):
        return await pool.fetchval(GATE, number)

    with asyncio.Runner() as loop:
        pool = loop.run(open_pool())
        try:
            yield lambda number: loop.run(gate(number))
        finally:
            loop.run(pool.close())
