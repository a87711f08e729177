"""Import the prices, one process at a time on all machines."""

import psycopg

TRY = "SELECT pg_try_advisory_lock(42)"
UNLOCK = "SELECT pg_advisory_unlock(42)"
SILENCE = """SET tcp_keepalives_idle = 30; SET tcp_keepalives_count = 3;
    SET tcp_keepalives_interval = 10; SET tcp_user_timeout = 60000"""


def import_prices(load, url):
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SILENCE)
        row = connection.execute(TRY).fetchone()
        if not row[0]:
            raise BlockingIOError("an import is running elsewhere")
        load()
        connection.execute(UNLOCK)
