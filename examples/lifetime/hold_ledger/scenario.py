"""Queries succeed and fail on an engine whose holders are on a list."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    engine = create_engine(
        bench.url("postgres"), pool_size=3, max_overflow=0
    )
    yield engine, app.watch(engine)
    engine.dispose()


def query(app, shop, statement):
    with shop[0].connect() as connection:
        app.oldest(shop[1])
        connection.execute(text(statement))


scenario = Scenario(
    good=lambda app, shop: query(app, shop, "SELECT 1"),
    bad=lambda app, shop: query(app, shop, "SELECT 1 / 0"),
    setup=shop,
    gauge=gauges.entries(
        lambda app, shop: shop[1], "holder on the list"
    ),
    needs=("postgres",),
    fixed=Promise("drains"),
    invariant=lambda app, shop: not shop[1],
)
