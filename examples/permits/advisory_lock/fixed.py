"""Close the books of a month, one clerk at a time."""

TRY = "SELECT pg_try_advisory_xact_lock(%s)"


def close_books(pool, add_up, month):
    with pool.connection() as connection, connection.transaction():
        row = connection.execute(TRY, [month]).fetchone()
        if not row[0]:
            raise BlockingIOError("another clerk is at it")
        return add_up(connection)
