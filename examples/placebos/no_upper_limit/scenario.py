"""Every other parcel is unknown; the pool never says no."""

from sqlalchemy import text

from harness import Promise, Scenario, gauges


def parcels(app, bench):
    engine = app.open_engine(bench.url("postgres"))
    with engine.begin() as conn:
        conn.execute(
            text("CREATE TABLE parcel (number int, delivered bool)")
        )
        conn.execute(text("INSERT INTO parcel VALUES (1)"))
    yield engine
    engine.dispose()


scenario = Scenario(
    good=lambda app, engine: app.deliver(engine, 1),
    bad=lambda app, engine: app.deliver(engine, 2),
    setup=parcels,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(lambda app, engine: engine),
    capacity=16,
    buggy=Promise("held until the collector runs", 1, "served"),
    fixed=Promise("drains"),
)
