"""Store a sensor's reading, and try again when the table is locked."""

import time

from psycopg.errors import LockNotAvailable

STORE = "INSERT INTO readings VALUES (%s, %s)"


def store(pool, sensor, celsius, timeout=30, pause=time.sleep):
    for attempt in range(3):
        pause(attempt / 2)
        connection = pool.getconn(timeout)
        try:
            connection.execute(STORE, [sensor, celsius])
            connection.commit()
        except LockNotAvailable as busy:
            last = busy  # the next attempt takes another connection
            continue
        pool.putconn(connection)
        return attempt
    raise TimeoutError(f"{sensor}: not stored") from last
