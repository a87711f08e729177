"""One job fails, and every job after it is refused, though each of them is sound."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges

DELIVERIES = "CREATE TABLE deliveries (number int, weight int CHECK (weight < 1000))"


def depot(app, bench):
    engine = create_engine(
        bench.url("postgres"), pool_size=3, max_overflow=0
    )
    with engine.begin() as connection:
        connection.execute(text(DELIVERIES))
    yield engine, app.Worker(engine)
    engine.dispose()


def is_written(app, depot):
    with depot[0].connect() as connection:
        rows = text("SELECT count(*) FROM deliveries")
        return connection.scalar(rows) > 0


scenario = Scenario(
    good=lambda app, depot: depot[1].book(1, weight=20),
    bad=lambda app, depot: depot[1].book(2, weight=2000),
    setup=depot,
    gauge=gauges.sqlalchemy_pool(lambda app, depot: depot[0]),
    capacity=1,
    needs=("postgres",),
    holder="the worker's session",
    release_holder=lambda app, depot: depot[1].session.rollback(),
    buggy=Promise("held by a reference", 1, "InternalError"),
    fixed=Promise("drains"),
    invariant=is_written,
)
