"""Look up a patient's name from any thread."""

from contextlib import contextmanager

from psycopg_pool import ConnectionPool

NAME = "SELECT name FROM patient WHERE number = %s"


@contextmanager
def clinic(url):
    with ConnectionPool(url, min_size=2, open=True) as pool:

        def name(number):
            with pool.connection() as connection:
                return connection.execute(NAME, (number,)).fetchone()

        yield name
