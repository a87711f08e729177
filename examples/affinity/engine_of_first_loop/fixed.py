"""Count the open tickets, each time from plain code."""

import asyncio
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

COUNT = text("SELECT count(*) FROM ticket")


@contextmanager
def desk(url):
    engine, turn = create_async_engine(url), Lock()

    async def count():
        async with engine.connect() as connection:
            return await connection.scalar(COUNT)

    with asyncio.Runner() as loop:

        def in_turn():
            with turn:
                return loop.run(count())

        try:
            yield in_turn
        finally:
            with turn:
                loop.run(engine.dispose())
