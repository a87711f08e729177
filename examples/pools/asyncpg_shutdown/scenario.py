"""The file has a line without a comma."""

import asyncpg
import psycopg

from harness import Promise, Scenario, gauges

LINES = ["12,Ada", "Ben in 14"]


async def hotel(app, bench):
    conn = await asyncpg.connect(bench.url("postgres"))
    await conn.execute("CREATE TABLE night (room int, guest text)")
    await conn.close()
    yield bench


def is_written(app, bench):
    with psycopg.connect(bench.url("postgres")) as conn:
        return (
            conn.execute("TABLE night LIMIT 1").fetchone() is not None
        )


scenario = Scenario(
    good=lambda app, bench: app.book(bench.url("postgres"), LINES[:1]),
    bad=lambda app, bench: app.book(bench.url("postgres"), LINES),
    setup=hotel,
    needs=("postgres",),
    gauge=gauges.sessions(),
    capacity=1,
    buggy=Promise("stuck"),
    fixed=Promise("drains"),
    invariant=is_written,
)
