"""The transaction is not ended by an error that nobody thought of."""

import sqlite3

from harness import Promise, Scenario, gauges


def setup_db():
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute("create table t (a)")
    return db


db = setup_db()


def use(fail):
    db.execute("begin")
    db.execute("insert into t values (1)")
    if fail:
        db.execute("rollback")
        raise ValueError("no")
    db.execute("commit")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
