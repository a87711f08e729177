"""Count the open tickets, each time from plain code."""

import asyncio
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

COUNT = text("SELECT count(*) FROM ticket")


@contextmanager
def desk(url):
    engine = create_async_engine(url)

    async def count():
        async with engine.connect() as connection:
            return await connection.scalar(COUNT)

    with asyncio.Runner() as loop:
        try:
            yield lambda: loop.run(count())
        finally:
            loop.run(engine.dispose())
