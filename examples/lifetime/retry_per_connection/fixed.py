"""Store a sensor's reading, and try again when the table is locked."""

import time

from psycopg.errors import LockNotAvailable

STORE = "INSERT INTO readings VALUES (%s, %s)"


def store(pool, sensor, celsius, timeout=30, pause=time.sleep):
    for attempt in range(3):
        pause(attempt / 2)
        try:
            with pool.connection(timeout) as connection:
                connection.execute(STORE, [sensor, celsius])
            return attempt
        except LockNotAvailable as busy:
            last = busy
    raise TimeoutError(f"{sensor}: not stored") from last
