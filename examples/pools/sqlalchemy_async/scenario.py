"""Every other book is one that the library does not have."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from harness import Promise, Scenario, gauges


async def library(app, bench):
    url = bench.url("postgres").replace("://", "+asyncpg://")
    engine = create_async_engine(
        url, pool_size=3, max_overflow=0, pool_timeout=0.3
    )
    async with engine.begin() as conn:
        await conn.execute(
            text("CREATE TABLE book (title text, reader text)")
        )
        await conn.execute(text("INSERT INTO book VALUES ('Emma', '')"))
    yield engine
    await engine.dispose()


scenario = Scenario(
    good=lambda app, engine: app.lend(engine, "Emma", "Ada"),
    bad=lambda app, engine: app.lend(engine, "Emmo", "Ada"),
    setup=library,
    needs=("postgres",),
    gauge=gauges.sqlalchemy_pool(lambda app, engine: engine),
    capacity=3,
    buggy=Promise("held until the collector runs", 1, "TimeoutError"),
    fixed=Promise("drains"),
)
