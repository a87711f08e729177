"""A plain program asks again and again, each time with a new event loop."""

import psycopg

from harness import Promise, Scenario, gauges


def desk(app, bench):
    url = bench.url("postgres")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE ticket (number int)")
    with app.desk(url.replace("://", "+asyncpg://")) as count:
        yield count


scenario = Scenario(
    good=lambda app, count: count(),
    bad=lambda app, count: count(),
    setup=desk,
    needs=("postgres",),
    gauge=gauges.descriptors(),
    buggy=Promise("breaks", 0, "InterfaceError"),
    fixed=Promise("drains"),
)
