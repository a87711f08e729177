"""One process in two is killed while it holds the lock."""

import multiprocessing
import os
import signal

import psycopg

from harness import Promise, Scenario, gauges

LOCKS = """SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND database =
    (SELECT oid FROM pg_database WHERE datname = current_database())"""


def onlooker(app, bench):
    with psycopg.connect(
        bench.url("postgres"), autocommit=True
    ) as connection:
        yield bench.url("postgres"), connection


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def kill_half_way(app, world):
    process = multiprocessing.get_context("fork").Process(
        target=app.import_prices, args=(killed, world[0])
    )
    process.start()
    process.join()


scenario = Scenario(
    good=lambda app, world: app.import_prices(list, world[0]),
    bad=kill_half_way,
    setup=onlooker,
    gauge=gauges.Gauge(
        "lock",
        lambda app, world: world[1].execute(LOCKS).fetchone()[0],
        lag=0.5,
    ),
    capacity=1,
    needs=("postgres",),
    fixed=Promise("drains"),
)
