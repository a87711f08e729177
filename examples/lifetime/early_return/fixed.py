"""Find out where a ticket stands."""

STATE = "SELECT state FROM tickets WHERE number = %s"


def state_of(pool, number, timeout=30):
    with pool.connection(timeout) as connection:
        row = connection.execute(STATE, [number]).fetchone()
    return "unknown" if row is None else row[0]
