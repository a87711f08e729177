"""Check out a book of a library for a reader."""

from sqlalchemy import text

LEND = text(
    "UPDATE book SET reader = :reader"
    " WHERE title = :title AND reader IN ('', :reader)"
)


async def lend(engine, title, reader):
    conn = await engine.connect()
    done = await conn.execute(LEND, {"title": title, "reader": reader})
    if not done.rowcount:
        raise LookupError(title)  # the connection is still out
    await conn.commit()
    await conn.close()
