"""Every other product is unknown; each connection is past its age."""

from sqlalchemy import text

from harness import Promise, Scenario, gauges


def products(app, bench):
    engine = app.open_engine(bench.url("postgres"), 0, 0.3)
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE product (name text)"))
        conn.execute(text("INSERT INTO product VALUES ('lamp')"))
    yield engine
    engine.dispose()


scenario = Scenario(
    good=lambda app, engine: app.rename(engine, "lamp", "lamp"),
    bad=lambda app, engine: app.rename(engine, "lump", "lamp"),
    setup=products,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(lambda app, engine: engine),
    capacity=4,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
