"""Of each dozen searches four have a dangling '&', which the database refuses."""

import asyncpg

from harness import Promise, Scenario, gauges


async def four_connections(app, bench):
    pool = await asyncpg.create_pool(
        bench.url("postgres"), min_size=4, max_size=4
    )
    await pool.execute("CREATE TABLE product (title text)")
    await pool.execute("INSERT INTO product VALUES ('Desk lamp')")
    yield pool
    pool.terminate()  # close() waits for what is lost


scenario = Scenario(
    good=lambda app, pool: app.search(pool, "desk & lamp"),
    bad=lambda app, pool: app.search(pool, "desk &"),
    pattern="ggbgggbggbgb",
    setup=four_connections,
    needs=("postgres",),
    gauge=gauges.asyncpg_pool(lambda app, pool: pool),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
