"""A plain program asks again and again, each time with a new event loop."""

import psycopg

from harness import Promise, Scenario, gauges


def airport(app, bench):
    with psycopg.connect(bench.url("postgres")) as connection:
        connection.execute("CREATE TABLE flight (number int, gate int)")
    with app.airport(bench.url("postgres")) as gate:
        yield gate


scenario = Scenario(
    good=lambda app, gate: gate(7),
    bad=lambda app, gate: gate(7),
    setup=airport,
    needs=("postgres",),
    gauge=gauges.descriptors(),
    buggy=Promise("breaks", 0, "RuntimeError"),
    fixed=Promise("drains"),
)
