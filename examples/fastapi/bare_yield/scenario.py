"""One request in two orders an item that the shop does not have."""

from harness import Promise, Scenario, gauges, request


def with_stock(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE stock (item text, n int)")
        db.exec_driver_sql("INSERT INTO stock VALUES ('lamp', 1000)")
    yield bench
    app.engine.dispose()


async def order_a_lamp(app, bench):
    await request(app.app, "POST", "/orders/lamp")


async def order_a_unicorn(app, bench):
    await request(app.app, "POST", "/orders/unicorn")


def is_written(app, bench):
    with app.engine.connect() as db:
        return db.exec_driver_sql("SELECT n FROM stock").scalar() < 1000


scenario = Scenario(
    good=order_a_lamp,
    bad=order_a_unicorn,
    setup=with_stock,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
    invariant=is_written,
    needs=("postgres",),
)
