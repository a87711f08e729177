"""One sum in two is refused by the server; a good one fails, too, unless a lock is held."""

import psycopg
from psycopg_pool import ConnectionPool

from harness import Promise, Scenario, gauges

LOCKS = """SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND database =
    (SELECT oid FROM pg_database WHERE datname = current_database())"""
SUM = LOCKS.replace("count(*)", "42 / count(*)")


def pool_of_two(app, bench):
    url = bench.url("postgres")
    with (
        psycopg.connect(url, autocommit=True) as onlooker,
        ConnectionPool(
            url,
            min_size=2,
            max_size=2,
            open=True,
            kwargs={"autocommit": True},
        ) as pool,
    ):
        pool.wait()
        yield pool, onlooker


def add_up(connection):
    return connection.execute(SUM).fetchone()


def refused(connection):
    return connection.execute("SELECT 42 / 0").fetchone()


scenario = Scenario(
    good=lambda app, world: app.close_books(world[0], add_up, 11),
    bad=lambda app, world: app.close_books(world[0], refused, 11),
    setup=pool_of_two,
    gauge=gauges.Gauge(
        "lock", lambda app, world: world[1].execute(LOCKS).fetchone()[0]
    ),
    capacity=1,
    needs=("postgres",),
    buggy=Promise("leaks for good", 1, "BlockingIOError"),
    fixed=Promise("drains"),
)
