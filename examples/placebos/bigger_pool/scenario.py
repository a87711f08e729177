"""Every other form has no number; the pool was enlarged to sixteen."""

from harness import Promise, Scenario, gauges


def comments(app, bench):
    with app.open_pool(bench.url("postgres"), 0.3) as pool:
        pool.wait()
        with pool.connection() as conn:
            conn.execute(
                "CREATE TABLE comment (article int, text text)"
            )
        yield pool


scenario = Scenario(
    good=lambda app, pool: app.store(
        pool, {"article": "7", "text": "Nice."}
    ),
    bad=lambda app, pool: app.store(
        pool, {"article": "new", "text": "Nice."}
    ),
    setup=comments,
    needs=("postgres",),
    gauge=gauges.psycopg_pool(lambda app, pool: pool),
    capacity=16,
    buggy=Promise("leaks for good", 1, "PoolTimeout"),
    fixed=Promise("drains"),
)
