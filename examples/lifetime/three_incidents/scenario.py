"""A pool is watched from inside and from the server while its callers fail."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def shop(app, bench):
    url = bench.url("postgres")
    sessions = text((bench.here / "sessions.sql").read_text())
    outside = create_engine(url, isolation_level="AUTOCOMMIT")
    options = {"pool_size": 3, "max_overflow": 0}
    engine = create_engine(url, poolclass=app.CountingPool, **options)
    with outside.connect() as monitor:
        yield (
            engine,
            lambda: app.pressure(engine.pool, monitor, sessions),
        )
    outside.dispose()
    engine.dispose()


def query(shop, statement):
    engine, look = shop
    with engine.connect() as connection:
        look()
        connection.execute(text(statement))


scenario = Scenario(
    good=lambda app, shop: query(shop, "SELECT 1"),
    bad=lambda app, shop: query(shop, "SELECT 1 / 0"),
    setup=shop,
    gauge=gauges.sqlalchemy_pool(lambda app, shop: shop[0]),
    capacity=3,
    needs=("postgres",),
    fixed=Promise("drains"),
    invariant=lambda app, shop: not shop[0].pool.inside,
)
