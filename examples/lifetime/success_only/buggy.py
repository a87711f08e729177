"""Move money between two accounts."""

from sqlalchemy import text
from sqlalchemy.orm import Session

ADD = text(
    "UPDATE accounts SET cents = cents + :cents WHERE owner = :owner"
)


def transfer(engine, payer, payee, cents):
    session = Session(engine)
    for owner, more in sorted([(payer, -cents), (payee, cents)]):
        done = session.execute(ADD, {"owner": owner, "cents": more})
        if done.rowcount != 1:
            raise LookupError(owner)
    session.commit()
    session.close()  # never reached when a statement fails
