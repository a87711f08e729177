"""A task after every second answer reads once more."""

from harness import Promise, Scenario, gauges, request


def with_stock(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE stock (item text, n int)")
        db.exec_driver_sql("INSERT INTO stock VALUES ('lamp', 12)")
    yield bench
    app.engine.dispose()


async def order(app, bench):
    await request(app.app, "POST", "/orders/lamp?check=no")


async def order_and_check(app, bench):
    await request(app.app, "POST", "/orders/lamp?check=yes")


def is_written(app, bench):
    with app.engine.connect() as db:
        return db.exec_driver_sql("SELECT n FROM stock").scalar() < 12


scenario = Scenario(
    good=order,
    bad=order_and_check,
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
