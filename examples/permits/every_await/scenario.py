"""A correct call on a pool of four is cancelled wherever it can be."""

import asyncio

from harness import Promise, Scenario, gauges


async def pool(app, bench):
    pool = asyncio.Queue()
    for number in range(4):
        pool.put_nowait(number)
    yield pool


async def show(app, pool):
    out = []

    async def careless():
        out.append("one")
        await asyncio.sleep(0)
        out.pop()

    if not await app.losses(careless, lambda: -len(out)):
        raise LookupError("a call that loses is not found out")


async def tell(app, pool):
    await show(app, pool)

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
