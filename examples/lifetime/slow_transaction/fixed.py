"""Charge a customer's card for an invoice and file the receipt."""

from sqlalchemy import text

DUE = text("SELECT cents FROM invoices WHERE id = :id")
PAID = text("UPDATE invoices SET receipt = :receipt WHERE id = :id")


def settle(engine, invoice, charge):
    with engine.begin() as connection:
        due = connection.execute(DUE, {"id": invoice}).scalar_one()
    receipt = charge(invoice, due)
    with engine.begin() as connection:
        connection.execute(PAID, {"id": invoice, "receipt": receipt})
