"""Find out where a ticket stands."""

STATE = "SELECT state FROM tickets WHERE number = %s"


def state_of(pool, number, timeout=30):
    connection = pool.getconn(timeout)
    try:
        with connection.transaction():
            row = connection.execute(STATE, [number]).fetchone()
        return "unknown" if row is None else row[0]
    finally:
        pool.putconn(connection)
