"""Every other order names no item, which the table refuses."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges, request


def with_observer(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql(
            "CREATE TABLE orders (item text CHECK (item <> ''))"
        )
    question = text((bench.here / "sessions.sql").read_text())
    observer = create_engine(app.URL, isolation_level="AUTOCOMMIT")
    with observer.connect() as db:
        yield lambda: db.execute(question).one()
    observer.dispose()
    app.engine.dispose()


async def order(app, sessions):
    await request(app.app, "POST", "/explicit-rollback")


async def refused_order(app, sessions):
    await request(app.app, "POST", "/explicit-rollback?item=")


scenario = Scenario(
    good=order,
    bad=refused_order,
    setup=with_observer,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, sessions: app.engine),
        gauges.Gauge(
            "open transaction",
            lambda app, ask: ask().idle_in_transaction,
        ),
    ),
    capacity=12,
    fixed=Promise("drains"),
    needs=("postgres",),
)
