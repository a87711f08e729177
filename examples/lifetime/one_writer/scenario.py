"""Every second file is not there."""

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
        yield path


scenario = Scenario(
    good=lambda app, path: app.sell(path),
    bad=lambda app, path: app.sell(path + "/none"),
    setup=hall,
    gauge=gauges.descriptors(),
    capacity=4,
    fixed=Promise("drains"),
)
