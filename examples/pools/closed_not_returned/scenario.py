"""Every other customer asks for all tickets; nothing fails."""

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges


def four_connections(app, bench):
    url = bench.url("postgres")
    with ConnectionPool(
        url, min_size=4, max_size=4, timeout=0.3, open=True
    ) as pool:
        pool.wait()
        with pool.connection() as conn:
            conn.execute(
                "CREATE TABLE ticket (customer text, title text, is_open bool)"
            )
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.open_tickets(pool, "north"),
    bad=lambda app, pool: app.all_tickets(pool, "north"),
    setup=four_connections,
    needs=("postgres",),
    gauge=gauges.psycopg_pool(lambda app, pool: pool),
    capacity=4,
    buggy=Promise("leaks for good", 1, "PoolTimeout"),
    fixed=Promise("drains"),
)
