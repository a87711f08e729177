"""The server ends every transaction that idles for 50 ms, and the counts still forget to close."""

from sqlalchemy import text

from harness import Promise, Scenario, gauges


def museum(app, bench):
    engine = app.engine_for(bench.url("postgres"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE visitors (name text)"))
    yield engine
    engine.dispose()


scenario = Scenario(
    good=lambda app, engine: engine.connect().close(),
    bad=lambda app, engine: app.visitors(engine),
    setup=museum,
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    pattern="b",
    needs=("postgres",),
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
