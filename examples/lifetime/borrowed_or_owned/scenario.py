"""One caller in two brings a connection of its own; the other one does not."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE prices (item text, cents int)")
        )
    yield engine
    engine.dispose()


def price_for_caller(app, engine):
    with engine.connect() as connection:
        app.price(engine, "lamp", connection)


scenario = Scenario(
    good=price_for_caller,
    bad=lambda app, engine: app.price(engine, "lamp"),
    setup=shop,
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    needs=("postgres",),
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
