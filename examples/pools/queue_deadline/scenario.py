"""Every other postcode is unknown; a caller waits 0.1 s at most."""

import sqlite3
from contextlib import ExitStack, closing
from queue import Queue

from harness import Promise, Scenario, gauges


def three_databases(app, bench):
    databases = Queue()
    with ExitStack() as stack:
        for _ in range(3):
            database = stack.enter_context(
                closing(sqlite3.connect("places"))
            )
            databases.put(database)
        database.execute("CREATE TABLE place (postcode, town)")
        database.execute("INSERT INTO place VALUES (1012, 'Amsterdam')")
        database.commit()
        yield databases


scenario = Scenario(
    good=lambda app, databases: app.town(databases, 1012, 0.1),
    bad=lambda app, databases: app.town(databases, 9999, 0.1),
    setup=three_databases,
    gauge=gauges.queued(lambda app, databases: databases),
    capacity=3,
    buggy=Promise("leaks for good", 1, "Empty"),
    fixed=Promise("drains"),
)
