"""Store a sensor's reading, and try again when the server is busy."""

from psycopg import OperationalError

STORE = "INSERT INTO readings VALUES (%s, %s)"


def store(pool, sensor, celsius, timeout=30):
    for attempt in range(3):
        try:
            with pool.connection(timeout) as connection:
                connection.execute(STORE, [sensor, celsius])
            return attempt
        except OperationalError:
            continue
    raise TimeoutError(f"{sensor}: not stored")
