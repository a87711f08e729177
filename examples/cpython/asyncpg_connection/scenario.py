"""Every second product is asked for by a name instead of a number."""

import psycopg

from harness import Promise, Scenario, gauges


def warehouse(app, bench):
    with psycopg.connect(
        bench.url("postgres"), autocommit=True
    ) as connection:
        connection.execute(
            "CREATE TABLE stock (product int, amount int)"
        )
        yield bench


scenario = Scenario(
    good=lambda app, bench: app.stock(bench.url("postgres"), 7),
    bad=lambda app, bench: app.stock(bench.url("postgres"), "lamp"),
    setup=warehouse,
    gauge=gauges.descriptors(),
    capacity=8,
    needs=("postgres",),
    buggy=Promise(
        "saved by reference counting",
        1,
        "OSError",
        when_kept="held by a reference",
    ),
    fixed=Promise("drains"),
)
