"""All three threads have updated their order before any of them writes its audit line."""

from sqlalchemy import text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    engine = app.engine_for(bench.url("postgres"))
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE orders (number int, shipped bool)")
        )
        connection.execute(text("CREATE TABLE audit (line text)"))
    yield engine, bench.work
    engine.dispose()


scenario = Scenario(
    good=lambda app, shop: app.ship(shop[0], 1, shop[1]),
    setup=shop,
    gauge=gauges.sqlalchemy_pool(lambda app, shop: shop[0]),
    capacity=3,
    crowd=3,
    patience=1,
    needs=("postgres",),
    buggy=Promise("deadlock", 3, "waits"),
    fixed=Promise("drains"),
)
