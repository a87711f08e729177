"""One request in three inserts, commits and then raises."""

from types import SimpleNamespace

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges, request


def with_observer(app, bench):
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE orders (item text)")
    question = text((bench.here / "sessions.sql").read_text())
    observer = create_engine(app.URL, isolation_level="AUTOCOMMIT")
    with observer.connect() as db:
        yield SimpleNamespace(
            ask=lambda: db.execute(question).one(), taken=0
        )
    observer.dispose()
    app.engine.dispose()


async def orders(app, world):
    for route in ("/ok", "/steps"):
        await request(app.app, "POST", route)
        world.taken += 1


async def failing_order(app, world):
    try:
        await request(app.app, "POST", "/error")
    except ValueError:  # the route's own, after its commit
        world.taken += 1
        raise


def are_written(app, world):
    with app.engine.connect() as db:
        rows = db.exec_driver_sql("SELECT count(*) FROM orders")
        return rows.scalar() >= world.taken


scenario = Scenario(
    good=orders,
    bad=failing_order,
    setup=with_observer,
    gauge=gauges.agreeing(
        gauges.sqlalchemy_pool(lambda app, world: app.engine),
        gauges.Gauge(
            "open transaction",
            lambda app, world: world.ask().idle_in_transaction,
        ),
    ),
    capacity=12,
    fixed=Promise("drains"),
    invariant=are_written,
    needs=("postgres",),
)
