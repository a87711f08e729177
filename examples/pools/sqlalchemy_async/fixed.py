"""Check out a book of a library for a reader."""

from sqlalchemy import text

LEND = text(
    "UPDATE book SET reader = :reader"
    " WHERE title = :title AND reader IN ('', :reader)"
)


async def lend(engine, title, reader):
    async with engine.begin() as conn:
        done = await conn.execute(
            LEND, {"title": title, "reader": reader}
        )
        if not done.rowcount:
            raise LookupError(title)
