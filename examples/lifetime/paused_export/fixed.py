"""Stream the customers of a shop, a line of CSV each."""

from tempfile import SpooledTemporaryFile

from sqlalchemy import text

CUSTOMERS = text("SELECT id, name FROM customers ORDER BY id")
MEGABYTE = 1 << 20


def lines(engine):
    with SpooledTemporaryFile(
        MEGABYTE, "w+", encoding="utf-8", newline=""
    ) as file:
        with engine.connect() as connection:
            connection.execution_options(yield_per=500)
            with connection.execute(CUSTOMERS) as rows:
                file.writelines(f"{r.id},{r.name}\n" for r in rows)
        file.seek(0)
        yield from file
