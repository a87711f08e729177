"""Every second request wants the list, read after the route returned."""

from harness import Promise, Scenario, gauges, request


def with_prices(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE prices (item text, price int)")
        db.exec_driver_sql("INSERT INTO prices VALUES ('lamp', 12)")
    yield bench
    app.engine.dispose()


async def health(app, bench):
    await request(app.app, "GET", "/health")


async def price_list(app, bench):
    await request(app.app, "GET", "/prices")


scenario = Scenario(
    good=health,
    bad=price_list,
    setup=with_prices,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
    needs=("postgres",),
)
