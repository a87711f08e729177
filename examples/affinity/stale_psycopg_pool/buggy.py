"""Look up a table's guests in a restaurant's book."""

from contextlib import contextmanager

from psycopg_pool import ConnectionPool

GUESTS = "SELECT guests FROM seating WHERE number = %s"


@contextmanager
def book(url):
    # lends connections without a look at them
    with ConnectionPool(url, min_size=1, open=True) as pool:

        def guests(number):
            with pool.connection() as connection:
                return connection.execute(GUESTS, (number,)).fetchone()

        yield guests
