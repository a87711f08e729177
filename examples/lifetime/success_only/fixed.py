"""Move money between two accounts."""

from sqlalchemy import text
from sqlalchemy.orm import Session

ADD = text(
    "UPDATE accounts SET cents = cents + :cents WHERE owner = :owner"
)


def transfer(engine, payer, payee, cents):
    with Session(engine) as session, session.begin():
        session.execute(ADD, {"owner": payer, "cents": -cents})
        session.execute(ADD, {"owner": payee, "cents": cents})
