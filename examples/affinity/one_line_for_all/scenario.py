"""One book is asked for, and three at once by turns, all on one connection."""

import psycopg

from harness import Promise, Scenario, gauges


async def library(app, bench):
    async with await psycopg.AsyncConnection.connect(
        bench.url("postgres")
    ) as connection:
        await connection.execute(
            "CREATE TABLE book (title text, author text)"
        )
        yield connection


scenario = Scenario(
    good=lambda app, connection: app.authors(connection, ["Emma"]),
    bad=lambda app, connection: app.authors(
        connection, ["Emma", "It", "Zazie"]
    ),
    setup=library,
    needs=("postgres",),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
