"""Every other form is wrong, and callers wait 0.1 s at most."""

import asyncpg

from harness import Promise, Scenario, gauges


async def four_connections(app, bench):
    pool = await asyncpg.create_pool(
        bench.url("postgres"), min_size=4, max_size=4
    )
    await pool.execute("CREATE TABLE seat (number int, guest text)")
    yield pool
    pool.terminate()  # close() waits for what is lost


scenario = Scenario(
    good=lambda app, pool: app.cancel(pool, {"seat": "12"}, 0.1),
    bad=lambda app, pool: app.cancel(pool, {"seat": "aisle"}, 0.1),
    setup=four_connections,
    needs=("postgres",),
    gauge=gauges.asyncpg_pool(lambda app, pool: pool),
    capacity=4,
    buggy=Promise("leaks for good", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
