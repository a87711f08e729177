"""Look up a flight's gate, each time from plain code."""

import asyncio
from contextlib import contextmanager
from threading import Lock

import asyncpg

GATE = "SELECT gate FROM flight WHERE number = $1"


@contextmanager
def airport(url):
    async def open_pool():
        return await asyncpg.create_pool(url, min_size=1)

    async def gate(number):
        return await pool.fetchval(GATE, number)

    with asyncio.Runner() as loop:
        pool, turn = loop.run(open_pool()), Lock()

        def in_turn(number):
            with turn:
                return loop.run(gate(number))

        try:
            yield in_turn
        finally:
            with turn:
                loop.run(pool.close())
