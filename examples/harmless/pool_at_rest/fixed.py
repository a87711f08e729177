"""Count what several shops have in stock, all at the same time."""

from contextlib import ExitStack

from sqlalchemy import create_engine, text

STOCK = text("SELECT count(*) FROM stock WHERE shop = :shop")


def open_engine(url):
    return create_engine(url, pool_size=3, max_overflow=10)


def in_stock(engine, shops):
    with ExitStack() as stack:
        found = {}
        for shop in shops:
            conn = stack.enter_context(engine.connect())
            found[shop] = conn.scalar(STOCK, {"shop": shop})
        return found
