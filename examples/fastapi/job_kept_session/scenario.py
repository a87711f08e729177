"""A scheduler keeps its jobs; every second count is a new job's."""

from harness import Promise, Scenario, gauges, request

scheduler = []


def with_invoices(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE invoices (paid bool)")
    yield bench
    app.engine.dispose()


async def on_request(app, bench):
    await request(app.app, "GET", "/unpaid")


async def at_night(app, bench):
    scheduler.append(app.Job())
    scheduler[-1].run()


scenario = Scenario(
    good=on_request,
    bad=at_night,
    setup=with_invoices,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    holder="the scheduler",
    release_holder=lambda app, bench: scheduler.clear(),
    buggy=Promise("held by a reference", 1, "TimeoutError"),
    fixed=Promise("drains"),
    needs=("postgres",),
)
