"""Every second hall has no seats to sell."""

import sqlite3
import tempfile
from contextlib import closing

from harness import Promise, Scenario, gauges


def hall(app, bench):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/hall.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE seats (left INTEGER)")
            connection.execute("INSERT INTO seats VALUES (10000)")
            connection.commit()
        with closing(
            sqlite3.connect(f"{folder}/empty.db")
        ) as connection:
            connection.execute("CREATE TABLE seats (left INTEGER)")
        yield folder


scenario = Scenario(
    good=lambda app, folder: app.sell(folder + "/hall.db"),
    bad=lambda app, folder: app.sell(folder + "/empty.db"),
    setup=hall,
    gauge=gauges.descriptors(),
    capacity=4,
    fixed=Promise("drains"),
)
