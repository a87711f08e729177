"""Place an order and tell the warehouse."""

ORDER = "INSERT INTO orders (number, told) VALUES (%s, false)"
TOLD = "UPDATE orders SET told = true WHERE number = %s"


def place(pool, number, tell):
    with pool.connection() as connection:
        connection.execute(ORDER, [number])
    tell(number)
    with pool.connection() as connection:
        connection.execute(TOLD, [number])
