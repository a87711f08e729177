"""Every second count is the nightly job's, which is no request."""

from harness import Promise, Scenario, gauges, request


def with_invoices(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE invoices (paid bool)")
    yield bench
    app.engine.dispose()


async def on_request(app, bench):
    await request(app.app, "GET", "/unpaid")


async def at_night(app, bench):
    return app.nightly_count()


scenario = Scenario(
    good=on_request,
    bad=at_night,
    setup=with_invoices,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, bench: app.engine),
        gauges.transactions(),
    ),
    capacity=4,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
    needs=("postgres",),
)
