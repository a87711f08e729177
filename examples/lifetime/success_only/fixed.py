"""Move money between two accounts."""

from sqlalchemy import text
from sqlalchemy.orm import Session

TAKE = text("UPDATE accounts SET cents = cents - :amount WHERE owner = :owner")
GIVE = text("UPDATE accounts SET cents = cents + :amount WHERE owner = :owner")


def transfer(engine, payer, payee, amount):
    with Session(engine) as session, session.begin():
        session.execute(TAKE, {"owner": payer, "amount": amount})
        session.execute(GIVE, {"owner": payee, "amount": amount})
