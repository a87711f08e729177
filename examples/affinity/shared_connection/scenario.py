"""Two halls are asked for at once, again and again."""

import asyncpg

from harness import Promise, Scenario, gauges

TABLE = "CREATE TABLE seat (hall int, guest text)"


async def theatre(app, bench):
    async with asyncpg.create_pool(
        bench.url("postgres"), min_size=3, max_size=3
    ) as pool:
        await pool.execute(TABLE)
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.free(pool, [1, 2]),
    bad=lambda app, pool: app.free(pool, [1, 2]),
    setup=theatre,
    needs=("postgres",),
    gauge=gauges.asyncpg_pool(),
    capacity=3,
    buggy=Promise("breaks", 0, "InterfaceError"),
    fixed=Promise("drains"),
)
