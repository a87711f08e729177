"""Every second statement fails, in a pool that resets its connections."""

from harness import Promise, Scenario, gauges


def pool(app, bench):
    with app.pool_for(bench.url("postgres")) as pool:
        pool.wait()
        yield pool
        while not pool.get_stats()["pool_available"]:
            continue  # a reset is done by a thread of the pool


scenario = Scenario(
    good=lambda app, pool: app.run(pool, "SELECT 1"),
    bad=lambda app, pool: app.run(pool, "SELECT 1 / 0"),
    setup=pool,
    gauge=gauges.psycopg_pool(lag=0.5),
    capacity=1,
    needs=("postgres",),
    fixed=Promise("drains"),
)
