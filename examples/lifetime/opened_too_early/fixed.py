"""Import a supplier's price list."""

from sqlalchemy import text

PRICE = text("INSERT INTO prices VALUES (:item, :cents)")


def import_prices(engine, upload, parse):
    prices = parse(upload)
    if not prices:
        return
    with engine.begin() as connection:
        connection.execute(PRICE, prices)
