"""Three orders are shipped at once, from a pool of three connections."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    engine = create_engine(
        bench.url("postgres"), pool_size=3, max_overflow=0
    )
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
    needs=("postgres",),
    patience=1,
    buggy=Promise("deadlock", 3, "waits"),
    fixed=Promise("drains"),
)
