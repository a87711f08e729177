"""Stream the customers of a shop, a line of CSV each."""

from sqlalchemy import text

PAGE = text(
    "SELECT id, name FROM customers WHERE id > :last"
    " ORDER BY id LIMIT 500"
)


def lines(engine):
    last, rows = 0, [None]
    while rows:
        with engine.connect() as connection:
            rows = connection.execute(PAGE, {"last": last}).all()
        for row in rows:
            yield f"{row.id},{row.name}\n"
            last = row.id
