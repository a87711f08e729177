"""A correct call on a pool of four is cancelled wherever it can be."""

import asyncio

from harness import Promise, Scenario, gauges


async def pool(app, bench):
    pool = asyncio.Queue()
    for number in range(4):
        pool.put_nowait(number)
    yield pool


async def tell(app, pool):
    async def call():
        taken = await pool.get()
        try:
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        finally:
            pool.put_nowait(taken)

    return await app.losses(call, pool.qsize)


scenario = Scenario(
    good=tell,
    setup=pool,
    gauge=gauges.queued(),
    capacity=4,
    fixed=Promise("drains"),
)
