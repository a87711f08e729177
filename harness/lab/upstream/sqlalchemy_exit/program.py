"""A query over an async session, which is closed with its block."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool


def make_engine():
    """An engine with two connections at most."""
    return create_async_engine(
        "sqlite+aiosqlite:///a.db",
        poolclass=AsyncAdaptedQueuePool,
        pool_size=2,
        max_overflow=0,
        pool_timeout=0.1,
    )


async def query(engine, after=lambda: None):
    """Ask the database something."""
    async with AsyncSession(engine) as session:
        await session.execute(text("SELECT 1"))
        after()
