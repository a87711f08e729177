"""After a call the server ends every session, as a restart does."""

from types import SimpleNamespace

import psycopg

from harness import Promise, Scenario, gauges


def restaurant(app, bench):
    url = bench.url("postgres")
    end = (bench.here / "end_sessions.sql").read_text()
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE seating (number int, guests int)")
        with app.book(url) as guests:
            yield SimpleNamespace(
                guests=guests,
                end=lambda: other.execute(end),
                ask=bench.ask,
            )


def idle_night(app, world):
    world.guests(4)
    world.end()


scenario = Scenario(
    good=lambda app, world: world.guests(4),
    bad=idle_night,
    setup=restaurant,
    needs=("postgres",),
    gauge=gauges.transactions(),
    buggy=Promise("breaks", 0, "AdminShutdown"),
    fixed=Promise("drains"),
)
