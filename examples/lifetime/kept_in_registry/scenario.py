"""One guest in two walks away without paying."""

from itertools import count

from sqlalchemy import create_engine, text

from harness import Promise, Scenario, gauges

SEATS = "CREATE TABLE seats AS SELECT number, NULL::int AS guest, NULL::timestamptz AS until"
guests = count(1)


def theatre(app, bench):
    url = bench.url("postgres")
    engine = create_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    with engine.begin() as connection:
        connection.execute(
            text(f"{SEATS} FROM generate_series(1, 1000) AS number")
        )
    yield engine
    engine.dispose()


def walk_away(app, engine):
    guest = next(guests)
    app.reserve(engine, guest, seat=guest)
    return guest


def pay(app, engine):
    guest = walk_away(app, engine)
    app.pay(engine, guest, seat=guest)


scenario = Scenario(
    good=pay,
    bad=walk_away,
    setup=theatre,
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    holder="holds",
    release_holder=lambda app, engine: app.holds.clear(),
    needs=("postgres",),
    buggy=Promise("held by a reference", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
