"""The report is made again and again, each time in an event loop of its own."""

import psycopg

from harness import Promise, Scenario, gauges


def accounts(app, bench):
    with psycopg.connect(bench.url("postgres")) as connection:
        connection.execute("CREATE TABLE sale (day int, cents int)")
    yield bench.url("postgres")


scenario = Scenario(
    good=lambda app, url: app.report(url, 1),
    bad=lambda app, url: app.report(url, 1),
    pattern="b",
    setup=accounts,
    needs=("postgres",),
    gauge=gauges.descriptors(),
    buggy=Promise("held until the collector runs", 1),
    fixed=Promise("drains"),
)
