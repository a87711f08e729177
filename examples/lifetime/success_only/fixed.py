"""Move money between two accounts."""

from sqlalchemy import text
from sqlalchemy.orm import Session

ADD = text(
    "UPDATE accounts SET cents = cents + :cents WHERE owner = :owner"
)


def transfer(engine, payer, payee, cents):
    with Session(engine) as session, session.begin():
        for owner, more in sorted([(payer, -cents), (payee, cents)]):
            done = session.execute(ADD, {"owner": owner, "cents": more})
            if done.rowcount != 1:
                raise LookupError(owner)
