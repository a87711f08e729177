"""After a call the server ends every session, as a restart does."""

from types import SimpleNamespace

import psycopg

from harness import Promise, Scenario, gauges


def kitchen(app, bench):
    url = bench.url("postgres")
    end = (bench.here / "end_sessions.sql").read_text()
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE menu (dish text)")
        with app.kitchen(url) as menu:
            yield SimpleNamespace(
                menu=menu, end=lambda: other.execute(end), ask=bench.ask
            )


def idle_night(app, world):
    world.menu()
    world.end()


scenario = Scenario(
    good=lambda app, world: world.menu(),
    bad=idle_night,
    setup=kitchen,
    needs=("postgres",),
    gauge=gauges.transactions(),
    buggy=Promise("breaks", 0, "OperationalError"),
    fixed=Promise("drains"),
)
