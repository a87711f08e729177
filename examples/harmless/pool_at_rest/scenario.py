"""One shop is asked for, then two, and so on up to five; from then on always five."""

from itertools import chain, repeat

from sqlalchemy import text

from harness import Promise, Scenario, gauges

numbers = chain([1, 1, 2, 3, 4], repeat(5))


def chain_of_shops(app, bench):
    engine = app.open_engine(bench.url("postgres"))
    with engine.begin() as conn:
        conn.execute(text("CREATE TABLE stock (shop int)"))
    yield engine, bench
    engine.dispose()


def count(app, world):
    engine, bench = world
    app.in_stock(engine, range(next(numbers)))
    while bench.ask("postgres", "sessions") > engine.pool.checkedin():
        pass


scenario = Scenario(
    good=count,
    bad=count,
    pattern="b",
    setup=chain_of_shops,
    needs=("postgres",),
    gauge=gauges.Gauge(
        "idle session",
        lambda app, world: world[1].ask("postgres", "idle"),
        lag=0.01,
    ),
    fixed=Promise("levels off"),
    invariant=lambda app, world: world[0].pool.checkedout() == 0,
)
