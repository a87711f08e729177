"""The file has a line without a comma."""

import asyncpg

from harness import Promise, Scenario, gauges

LINES = ["12,Ada", "Ben in 14"]


async def hotel(app, bench):
    conn = await asyncpg.connect(bench.url("postgres"))
    await conn.execute("CREATE TABLE night (room int, guest text)")
    await conn.close()
    yield bench


scenario = Scenario(
    good=lambda app, bench: app.book(bench.url("postgres"), LINES),
    crowd=1,
    setup=hotel,
    needs=("postgres",),
    gauge=gauges.sessions(),
    capacity=1,
    patience=0.3,
    buggy=Promise("deadlock", 1, "waits"),
    fixed=Promise("drains", 0, "ValueError"),
)
