"""Each call connects under a name, asks whose sessions there are, and disconnects."""

from sqlalchemy import NullPool, text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    monitor = app.engine_for(url, "monitor", poolclass=NullPool)
    engine = app.engine_for(url, "web", pool_size=3, max_overflow=0)
    yield engine, monitor
    engine.dispose()


def query(app, shop, statement):
    with shop[0].connect() as connection:
        app.sessions(shop[1])
        connection.execute(text(statement))


scenario = Scenario(
    good=lambda app, shop: query(app, shop, "SELECT 1"),
    bad=lambda app, shop: query(app, shop, "SELECT 1 / 0"),
    setup=shop,
    gauge=gauges.sqlalchemy_pool(lambda app, shop: shop[0]),
    capacity=3,
    needs=("postgres",),
    fixed=Promise("drains"),
)
