"""One request in three inserts, commits and then raises."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges, request


def with_observer(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE orders (item text)")
    question = text((bench.here / "sessions.sql").read_text())
    observer = create_engine(app.URL, isolation_level="AUTOCOMMIT")
    with observer.connect() as db:
        yield lambda: db.execute(question).one()
    observer.dispose()
    app.engine.dispose()


async def orders(app, sessions):
    await request(app.app, "POST", "/ok")
    await request(app.app, "POST", "/steps")


async def failing_order(app, sessions):
    await request(app.app, "POST", "/error")


scenario = Scenario(
    good=orders,
    bad=failing_order,
    setup=with_observer,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, sessions: app.engine),
        gauges.Gauge(
            "open transaction",
            lambda app, ask: ask().idle_in_transaction,
        ),
    ),
    capacity=12,
    buggy=Promise("drains"),
    needs=("postgres",),
)
