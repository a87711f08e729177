"""Some of the questions take longer than the server allows."""

from harness import Promise, Scenario, gauges


def museum(app, bench):
    engine = app.engine_for(bench.url("postgres"))
    yield engine
    engine.dispose()


scenario = Scenario(
    good=lambda app, engine: app.count(engine, "SELECT 1"),
    bad=lambda app, engine: app.count(engine, "SELECT pg_sleep(60)"),
    setup=museum,
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    needs=("postgres",),
    fixed=Promise("drains"),
)
