"""Every call is an ordinary one, and returns its connection."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges


def museum(app, bench):
    engine = create_engine(bench.url("postgres"))
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE visitor (door text)"))
    engine.dispose()
    museum = app.Museum(bench.url("postgres"))
    yield museum
    if hasattr(museum, "engine"):
        museum.engine.dispose()


scenario = Scenario(
    good=lambda app, museum: museum.visitors("north"),
    bad=lambda app, museum: museum.visitors("north"),
    pattern="b",
    setup=museum,
    needs=("postgres",),
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise(
        "held until the collector runs", 1, "OperationalError"
    ),
    fixed=Promise("drains"),
    invariant=lambda app, museum: museum.engine.pool.checkedout() == 0,
)
