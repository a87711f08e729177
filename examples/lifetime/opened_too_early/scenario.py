"""Three suppliers have sent long price lists, and each import is still parsing."""

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
    yield engine, bench.elsewhere
    engine.dispose()


def import_lamps(app, shop):
    engine, wait = shop
    app.import_prices(
        engine,
        "lamps",
        lambda name: wait() or {"item": name, "cents": 995},
    )


def is_written(app, shop):
    with shop[0].connect() as connection:
        rows = text("SELECT count(*) FROM prices")
        return connection.scalar(rows) > 0


scenario = Scenario(
    good=import_lamps,
    setup=shop,
    gauge=gauges.sqlalchemy_pool(lambda app, shop: shop[0]),
    capacity=3,
    crowd=3,
    needs=("postgres",),
    patience=5,
    buggy=Promise("held too long", 0, "TimeoutError"),
    fixed=Promise("drains"),
    invariant=is_written,
)
