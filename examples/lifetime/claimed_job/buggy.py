"""Take the next photo from the queue and make its thumbnail."""

from sqlalchemy import text

NEXT = text(
    "SELECT id FROM photos WHERE thumbnail IS NULL"
    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
)
DONE = text("UPDATE photos SET thumbnail = :thumbnail WHERE id = :id")


def next_thumbnail(engine, shrink):
    with engine.begin() as connection:
        claim = connection.execute(NEXT).mappings().first()
        if claim is None:
            return
        # the row lock, and so the connection, is the claim
        thumbnail = shrink(claim["id"])
        connection.execute(DONE, {**claim, "thumbnail": thumbnail})
