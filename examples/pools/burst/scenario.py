"""Eight order at once, a ninth has little patience: four connections."""

from itertools import chain, repeat

from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges

TABLE = "CREATE TABLE purchase (article text, number serial)"
patience = chain(repeat(5, 8), repeat(0.2))


def four_connections(app, bench):
    with ConnectionPool(
        bench.url("postgres"), min_size=4, max_size=4, open=True
    ) as pool:
        pool.wait()
        with pool.connection() as conn:
            conn.execute(TABLE)
        yield pool, bench.work


scenario = Scenario(
    good=lambda app, shop: app.order(
        shop[0], "lamp", shop[1], id, next(patience)
    ),
    crowd=8,
    setup=four_connections,
    needs=("postgres",),
    gauge=gauges.psycopg_pool(lambda app, shop: shop[0]),
    capacity=4,
    patience=1,
    fixed=Promise("slow", 0, "PoolTimeout"),
)
