"""The warehouse takes its time to answer three orders."""

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    with ConnectionPool(
        url, min_size=3, max_size=3, timeout=0.3, open=True
    ) as pool:
        pool.wait()
        with pool.connection() as connection:
            connection.execute(
                "CREATE TABLE orders (number int, told bool)"
            )
        yield pool, bench.elsewhere


scenario = Scenario(
    good=lambda app, shop: app.place(shop[0], 1, shop[1]),
    setup=shop,
    gauge=gauges.psycopg_pool(lambda app, shop: shop[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "PoolTimeout"),
    fixed=Promise("drains"),
)
