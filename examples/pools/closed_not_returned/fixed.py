"""Show a customer the open support tickets, or all of them."""

OPEN = "SELECT title FROM ticket WHERE customer = %s AND is_open"
ALL = "SELECT title FROM ticket WHERE customer = %s"


def open_tickets(pool, customer):
    with pool.connection() as conn:
        return conn.execute(OPEN, [customer]).fetchall()


def all_tickets(pool, customer):
    with pool.connection() as conn:
        return conn.execute(ALL, [customer]).fetchall()
