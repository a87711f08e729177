"""The connection ends its transaction, whatever comes."""

import sqlite3

from harness import Promise, Scenario, gauges


def setup_db():
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.execute("create table t (a)")
    return db


db = setup_db()


def use(fail):
    with db:
        db.execute("insert into t values (1)")
        if fail:
            raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
