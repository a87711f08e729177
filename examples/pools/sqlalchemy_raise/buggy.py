"""Charge an invoice to the account of its customer."""

from sqlalchemy import text

CHARGE = text("UPDATE account SET due = due + :sum WHERE name = :name")


def charge(engine, customer, amount):
    conn = engine.connect()
    done = conn.execute(CHARGE, {"name": customer, "sum": amount})
    if done.rowcount != 1:
        raise LookupError(customer)  # the connection is still out
    conn.commit()
    conn.close()
