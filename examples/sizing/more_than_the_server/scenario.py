"""A dozen requests at once for three workers; the server has nine connections to give."""

from itertools import cycle

from sqlalchemy import text

from harness import Promise, Scenario, gauges


def three_workers(app, bench):
    url = bench.url("small_postgres")
    engines = [app.engine_of_worker(url) for _ in range(3)]
    with engines[0].begin() as db:
        db.execute(text("CREATE TABLE invoices (paid bool)"))
    yield engines, cycle(engines), bench.work
    for engine in engines:
        engine.dispose()


scenario = Scenario(
    good=lambda app, service: app.unpaid(next(service[1]), service[2]),
    setup=three_workers,
    needs=("small_postgres",),
    gauge=gauges.Gauge(
        "connection",
        lambda app, service: sum(
            engine.pool.checkedout() for engine in service[0]
        ),
    ),
    capacity=9,
    crowd=12,
    patience=0.3,
    buggy=Promise("slow", 0, "OperationalError"),
    fixed=Promise("slow", 0, "waits"),
)
