"""The server has looked at the menu once; every other time a worker serves it, and ends."""

import os

import psycopg

from harness import Promise, Scenario, gauges

BUSY = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


def kitchen(app, bench):
    with psycopg.connect(
        bench.url("postgres"), autocommit=True
    ) as other:
        other.execute("CREATE TABLE menu (dish text)")
        yield other
        app.engine.dispose()


def serve(app, other):
    app.menu()
    worker = os.fork()
    if worker == 0:
        app.post_fork(None, None)
        app.menu()
        app.worker_exit(None, None)
        os._exit(0)
    os.waitpid(worker, 0)
    while other.execute(BUSY).fetchone()[0] > 1:
        pass


scenario = Scenario(
    good=lambda app, other: app.menu(),
    bad=serve,
    setup=kitchen,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(lambda app, other: app.engine),
    buggy=Promise("breaks", 0, "OperationalError"),
    fixed=Promise("drains"),
)
