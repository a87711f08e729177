"""A query over a pooled connection, with a creator that an interrupt may hit."""

import sqlite3

from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool


def make_engine(before_connect):
    """An engine with two connections at most."""

    def connect():
        before_connect()
        return sqlite3.connect(":memory:")

    return create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=0,
        pool_timeout=0.1,
    )


def query(engine):
    """Ask the database something."""
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT 1").scalar()


def invalidate(engine):
    """Tell the pool that a connection is broken: the next user reconnects."""
    with engine.connect() as connection:
        connection.invalidate()
