"""Every count asks on a connection of its own, and the page is asked for faster than the collector runs."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE orders (customer text, open bool)")
        )
    yield engine
    engine.dispose()


scenario = Scenario(
    good=lambda app, engine: engine.connect().close(),
    bad=lambda app, engine: app.open_orders(engine, "Ada"),
    setup=shop,
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    pattern="b",
    needs=("postgres",),
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
