"""Count the open tickets, each time from plain code."""

import asyncio
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

COUNT = text("SELECT count(*) FROM ticket")


@contextmanager
def desk(url):
    async def count():
        engine = create_async_engine(url)
        try:
            async with engine.connect() as connection:
                return await connection.scalar(COUNT)
        finally:
            await engine.dispose()

    yield lambda: asyncio.run(count())
