"""While one clerk sells a seat, another tries to; every second hall has no seats."""

import sqlite3
import tempfile
from contextlib import closing, suppress

from harness import Promise, Scenario, gauges


def halls(app, bench):
    with tempfile.TemporaryDirectory() as folder:
        for name in ("hall.db", "empty.db"):
            path = f"{folder}/{name}"
            with closing(sqlite3.connect(path)) as hall:
                hall.execute("PRAGMA journal_mode = WAL")
                hall.execute("CREATE TABLE seats (left INTEGER)")
        with closing(app.open_hall(f"{folder}/hall.db")) as hall:
            hall.execute("INSERT INTO seats VALUES (10000)")
            yield folder, lambda left: try_to_sell(app, hall)


def try_to_sell(app, hall):
    hall.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        hall.execute(app.SELL)


def is_sold(app, world):
    with closing(app.open_hall(world[0] + "/hall.db")) as hall:
        return hall.execute(app.LEFT).fetchone() < (10000,)


scenario = Scenario(
    good=lambda app, world: app.sell(world[0] + "/hall.db", world[1]),
    bad=lambda app, world: app.sell(world[0] + "/empty.db", int),
    setup=halls,
    gauge=gauges.descriptors(),
    capacity=4,
    buggy=Promise("breaks", 0, "OperationalError"),
    fixed=Promise("drains"),
    invariant=is_sold,
)
