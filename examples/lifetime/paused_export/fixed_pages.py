"""Stream the customers of a shop, a line of CSV each."""

from sqlalchemy import text

FIRST = "SELECT id, name FROM customers ORDER BY id LIMIT 500"
NEXT = FIRST.replace("ORDER", "WHERE id > :last ORDER")


def lines(engine):
    query, last = text(FIRST), {}
    while query is not None:
        with engine.connect() as connection:
            rows = connection.execute(query, last).all()
        query = text(NEXT) if rows else None
        for row in rows:
            yield f"{row.id},{row.name}\n"
            last = {"last": row.id}
