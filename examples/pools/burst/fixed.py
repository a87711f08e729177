"""Take the orders of a shop that opens its sale at noon."""

ORDER = "INSERT INTO purchase VALUES (%s) RETURNING number"


def order(pool, article, reserve, confirm, patience=30):
    with pool.connection(timeout=patience) as conn:
        number = conn.execute(ORDER, [article]).fetchone()[0]
        reserve(conn, article)
    confirm(number)
    return number
