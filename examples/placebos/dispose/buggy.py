"""Withdraw money from an account."""

from sqlalchemy import exc, text

WITHDRAW = text("UPDATE account SET sum = sum - :n WHERE owner = :who")


def withdraw(engine, owner, amount):
    try:
        conn = engine.connect()
    except exc.TimeoutError:
        engine.dispose()  # forgets the connections, and closes none
        conn = engine.connect()
    done = conn.execute(WITHDRAW, {"n": amount, "who": owner})
    if not done.rowcount:
        raise LookupError(owner)
    conn.commit()
    conn.close()
