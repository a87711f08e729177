"""One caller in two asks for a ticket that does not exist, and gets a polite answer."""

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges


def desk(app, bench):
    with ConnectionPool(
        bench.url("postgres"), min_size=3, max_size=3, open=True
    ) as pool:
        pool.wait()
        with pool.connection() as connection:
            connection.execute(
                "CREATE TABLE tickets (number int, state text)"
            )
            connection.execute("INSERT INTO tickets VALUES (1, 'open')")
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.state_of(pool, 1, timeout=0.3),
    bad=lambda app, pool: app.state_of(pool, 2, timeout=0.3),
    setup=desk,
    gauge=gauges.psycopg_pool(),
    capacity=3,
    needs=("postgres",),
    buggy=Promise("leaks for good", 1, "PoolTimeout"),
    fixed=Promise("drains"),
)
