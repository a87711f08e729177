"""The depot counts, a worker prints and tidies up, and the depot counts again."""

import multiprocessing
from types import SimpleNamespace

import psycopg
from sqlalchemy import text

from harness import Promise, Scenario, gauges

ALIVE = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"


def depot(app, bench):
    url = bench.url("postgres")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE parcel (number int)")
        depot = app.Depot(url)
        yield SimpleNamespace(depot=depot, other=other)
        depot.engine.dispose()


def labels(app, world):
    result, end = multiprocessing.Pipe(duplex=False)
    query = text("SELECT pg_backend_pid()")
    world.depot.count()
    world.depot.labels(lambda used: end.send(used.scalar(query)))
    goodbye = result.recv()
    while world.other.execute(ALIVE, [goodbye]).fetchone():
        pass
    result.close()
    end.close()


scenario = Scenario(
    good=lambda app, world: world.depot.count(),
    bad=labels,
    setup=depot,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(lambda app, world: world.depot.engine),
    buggy=Promise("breaks", 0, "OperationalError"),
    fixed=Promise("drains"),
)
