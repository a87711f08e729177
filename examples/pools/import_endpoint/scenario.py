"""Of each dozen uploads eight are malformed, and `parse` raises."""

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges

CLEAN, MALFORMED = "cellar,7.5\nattic,21\n", "cellar,7.5\nattic,warm\n"


def eight_connections(app, bench):
    url = bench.url("postgres")
    with ConnectionPool(
        url, min_size=8, max_size=8, timeout=0.3, open=True
    ) as pool:
        pool.wait()
        with pool.connection() as conn:
            conn.execute(
                "CREATE TABLE reading (sensor text, value float)"
            )
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.import_readings(pool, CLEAN),
    bad=lambda app, pool: app.import_readings(pool, MALFORMED),
    pattern="gbbbgbbgbbgb",
    setup=eight_connections,
    needs=("postgres",),
    gauge=gauges.psycopg_pool(lambda app, pool: pool),
    capacity=8,
    buggy=Promise("leaks for good", 1, "PoolTimeout"),
    fixed=Promise("drains"),
)
