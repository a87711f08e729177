"""Count the lamps in stock, for a request that some thread serves."""

from sqlalchemy import text

STOCK = text("SELECT count(*) FROM lamps")


def stock(sessions):
    try:
        return sessions.scalar(STOCK)
    finally:
        sessions.remove()
