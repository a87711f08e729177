"""Count the orders that a customer is still waiting for."""

from sqlalchemy import text

OPEN_ORDERS = text(
    "SELECT count(*) FROM orders WHERE customer = :customer AND open"
)


def open_orders(engine, customer):
    with engine.connect() as connection:
        rows = connection.execute(OPEN_ORDERS, {"customer": customer})
        return rows.scalar_one()
