"""Count the lamps in stock, for a request that some thread serves."""

from sqlalchemy import text

STOCK = text("SELECT count(*) FROM lamps")


def stock(sessions):
    # the session stays with its thread, and keeps the connection
    return sessions.scalar(STOCK)
