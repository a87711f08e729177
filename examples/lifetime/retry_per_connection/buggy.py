"""Store a sensor's reading, and try again when the server is busy."""

from psycopg import OperationalError

STORE = "INSERT INTO readings VALUES (%s, %s)"


def store(pool, sensor, celsius, timeout=30):
    for attempt in range(3):
        connection = pool.getconn(timeout)
        try:
            connection.execute(STORE, [sensor, celsius])
            connection.commit()
        except OperationalError:
            continue  # the next attempt takes another one
        pool.putconn(connection)
        return attempt
    raise TimeoutError(f"{sensor}: not stored")
