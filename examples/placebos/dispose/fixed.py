"""Withdraw money from an account."""

from sqlalchemy import text

WITHDRAW = text("UPDATE account SET sum = sum - :n WHERE owner = :who")


def withdraw(engine, owner, amount):
    with engine.begin() as conn:
        done = conn.execute(WITHDRAW, {"n": amount, "who": owner})
        if not done.rowcount:
            raise LookupError(owner)
