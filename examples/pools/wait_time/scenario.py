"""A pool of four lends and is asked what its callers waited for; every other query fails."""

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges


def four_connections(app, bench):
    url = bench.url("postgres")
    with ConnectionPool(url, min_size=4, max_size=4, open=True) as pool:
        pool.wait()
        yield pool


def query(app, pool, statement):
    with pool.connection() as conn:
        app.waits(pool)
        conn.execute(statement)


scenario = Scenario(
    good=lambda app, pool: query(app, pool, "SELECT 1"),
    bad=lambda app, pool: query(app, pool, "SELECT 1 / 0"),
    setup=four_connections,
    needs=("postgres",),
    gauge=gauges.psycopg_pool(lambda app, pool: pool),
    capacity=4,
    fixed=Promise("drains"),
)
