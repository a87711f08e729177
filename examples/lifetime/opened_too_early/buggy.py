"""Import a supplier's price list."""

from sqlalchemy import text

PRICE = text("INSERT INTO prices VALUES (:item, :cents)")


def import_prices(engine, upload, parse):
    with engine.begin() as connection:
        # checked out, and nothing to ask the database yet
        prices = parse(upload)
        if prices:
            connection.execute(PRICE, prices)
