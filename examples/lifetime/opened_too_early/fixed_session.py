"""Import a supplier's price list."""

from sqlalchemy import text
from sqlalchemy.orm import Session

PRICE = text("INSERT INTO prices VALUES (:item, :cents)")


def import_prices(engine, upload, parse):
    with Session(engine) as session, session.begin():
        prices = parse(upload)
        if prices:
            session.execute(PRICE, prices)
