"""One reader in two takes the first line and stalls; the server keeps its stream."""

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges

CUSTOMERS = "CREATE TABLE customers AS SELECT id, 'Ada' AS name FROM generate_series(-4, 4) AS id"
streams = []


def shop(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(text(CUSTOMERS))
    yield engine
    streams.clear()
    engine.dispose()


def stall(app, engine):
    streams.append(app.lines(engine))
    next(streams[-1])


scenario = Scenario(
    good=lambda app, engine: list(app.lines(engine)),
    bad=stall,
    setup=shop,
    gauge=gauges.sqlalchemy_pool(),
    invariant=lambda app, engine: len(list(app.lines(engine))) == 9,
    capacity=3,
    holder="the list of open streams",
    release_holder=lambda app, engine: streams.clear(),
    needs=("postgres",),
    buggy=Promise("held by a reference", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
