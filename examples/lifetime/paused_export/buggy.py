"""Stream the customers of a shop, a line of CSV each."""

from sqlalchemy import text

CUSTOMERS = text("SELECT id, name FROM customers ORDER BY id")


def lines(engine):
    with engine.connect() as connection:
        # paused here while the reader reads, or for good
        for row in connection.execute(CUSTOMERS):
            yield f"{row.id},{row.name}\n"
