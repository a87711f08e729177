"""Every other invoice is for a customer who has no account."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def three_connections(app, bench):
    engine = create_engine(
        bench.url("postgres"),
        pool_size=2,
        max_overflow=1,
        pool_timeout=0.3,
    )
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE account (name text, due int)"))
        conn.execute(text("INSERT INTO account VALUES ('north', 0)"))
    yield engine
    engine.dispose()


scenario = Scenario(
    good=lambda app, engine: app.charge(engine, "north", 5),
    bad=lambda app, engine: app.charge(engine, "nobody", 5),
    setup=three_connections,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(lambda app, engine: engine),
    capacity=3,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
