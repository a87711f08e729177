"""Take the next photo from the queue and make its thumbnail."""

from sqlalchemy import text

NEXT = text(
    "UPDATE photos SET claimed_until = now() + '5 min' WHERE id = ("
    " SELECT id FROM photos WHERE thumbnail IS NULL"
    " AND coalesce(claimed_until < now(), true)"
    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id"
)
DONE = text("UPDATE photos SET thumbnail = :thumbnail WHERE id = :id")


def next_thumbnail(engine, shrink):
    with engine.begin() as connection:
        photo = connection.scalar(NEXT)
    thumbnail = shrink(photo)
    with engine.begin() as connection:
        connection.execute(DONE, {"id": photo, "thumbnail": thumbnail})
