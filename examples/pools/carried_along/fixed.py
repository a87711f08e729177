"""A pool whose connections forget who had them."""

from psycopg_pool import ConnectionPool


def forget(connection):
    connection.autocommit = True
    connection.execute("DISCARD ALL")
    connection.autocommit = False


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
