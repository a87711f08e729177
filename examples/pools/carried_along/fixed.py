"""A pool whose connections forget who had them."""

from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool


def forget(connection):
    connection.autocommit = True
    connection.execute("DISCARD ALL")
    connection.autocommit = False
    connection.isolation_level = None
    connection.read_only = connection.deferrable = None
    connection.row_factory = tuple_row


def pool_for(url, reset=forget):
    return ConnectionPool(
        url,
        min_size=1,
        max_size=1,
        timeout=5,
        kwargs={"prepare_threshold": None},
        reset=reset,
        open=True,
    )


def run(pool, statement):
    with pool.connection() as connection:
        return connection.execute(statement).fetchone()
