"""A worker is killed between its two rows, and then the parent writes an order."""

import os
import signal
from contextlib import suppress
from itertools import count
from types import SimpleNamespace

import psycopg

from harness import Promise, Scenario, gauges

HALF = "SELECT count(*) FROM (TABLE orders EXCEPT TABLE item) AS half"


def shop(app, bench):
    url = bench.url("postgres")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE orders (number int)")
        other.execute("CREATE TABLE item (number int)")
        shop = app.Shop(url)
        yield SimpleNamespace(shop=shop, other=other, new=count())
        shop.engine.dispose()


def killed(connection, number):
    os.kill(os.getpid(), signal.SIGKILL)


def write(app, world):
    world.shop.write(next(world.new), lambda *_: None)


def write_both(app, world):
    with suppress(ChildProcessError):
        world.shop.write_in_worker(next(world.new), killed)
    write(app, world)


scenario = Scenario(
    good=write,
    bad=write_both,
    setup=shop,
    needs=("postgres",),
    gauge=gauges.Gauge(
        "half-written order",
        lambda app, world: world.other.execute(HALF).fetchone()[0],
        lag=0.1,
    ),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    invariant=lambda app, world: (
        world.shop.engine.pool.checkedout() == 0
    ),
)
