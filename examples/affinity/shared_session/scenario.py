"""One room is asked for, and two by turns; the pool takes a moment to lend."""

import asyncio

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import create_async_engine

from harness import Promise, Scenario, gauges


async def moment(connection):
    for _ in range(20):
        await asyncio.sleep(0)


async def hotel(app, bench):
    url = bench.url("postgres").replace("://", "+asyncpg://")
    engine = create_async_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    async with engine.begin() as conn:
        await conn.execute(
            text("CREATE TABLE guest (room int, name text)")
        )
    event.listen(
        engine.sync_engine,
        "checkout",
        lambda connection, *_: connection.run_async(moment),
    )
    yield engine
    await engine.dispose()


scenario = Scenario(
    good=lambda app, engine: app.guests(engine, [1]),
    bad=lambda app, engine: app.guests(engine, [1, 2]),
    setup=hotel,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(),
    capacity=3,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
