"""Somebody books a seat after each look at the free ones."""

import asyncpg

from harness import Promise, Scenario, gauges


async def night_train(app, bench):
    pool = await asyncpg.create_pool(
        bench.url("postgres"), min_size=3, max_size=3
    )
    await pool.execute("CREATE TABLE seat (number int, guest text)")
    yield pool
    pool.terminate()


scenario = Scenario(
    good=lambda app, pool: app.free(pool),
    bad=lambda app, pool: app.book(pool, 12, "Ada"),
    setup=night_train,
    needs=("postgres",),
    gauge=gauges.asyncpg_pool(),
    capacity=3,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
