"""One request in two only reads, and so has nothing to commit."""

from harness import Promise, Scenario, gauges, request


def with_stock(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE stock (item text, n int)")
        db.exec_driver_sql("INSERT INTO stock VALUES ('lamp', 12)")
    yield bench
    app.engine.dispose()


async def deliver_a_lamp(app, bench):
    await request(app.app, "POST", "/deliveries/lamp")


async def count_the_lamps(app, bench):
    await request(app.app, "GET", "/stock/lamp")


def is_written(app, bench):
    with app.engine.connect() as db:
        return db.exec_driver_sql("SELECT n FROM stock").scalar() > 12


scenario = Scenario(
    good=deliver_a_lamp,
    bad=count_the_lamps,
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
