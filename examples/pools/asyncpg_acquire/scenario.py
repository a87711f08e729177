"""Every other form asks for a seat that is not a number."""

import asyncpg

from harness import Promise, Scenario, gauges


async def four_connections(app, bench):
    pool = await asyncpg.create_pool(
        bench.url("postgres"), min_size=4, max_size=4
    )
    await pool.execute("CREATE TABLE seat (number int, guest text)")
    await pool.execute("INSERT INTO seat VALUES (12)")
    yield pool
    pool.terminate()  # close() waits for what is lost


scenario = Scenario(
    good=lambda app, pool: app.reserve(
        pool, {"seat": "12", "guest": "Ada"}
    ),
    bad=lambda app, pool: app.reserve(
        pool, {"seat": "aisle", "guest": "Ben"}
    ),
    setup=four_connections,
    needs=("postgres",),
    gauge=gauges.asyncpg_pool(lambda app, pool: pool),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
