"""Look up a price, inside a caller's transaction or alone."""

from contextlib import nullcontext

from sqlalchemy import text

PRICE = text("SELECT cents FROM prices WHERE item = :item")


def price(engine, item, connection=None):
    owned = nullcontext(connection) if connection else engine.connect()
    with owned as connection:
        return connection.scalar(PRICE, {"item": item})
