"""Take the next photo from the queue and make its thumbnail."""

from sqlalchemy import text

NEXT = text(
    "UPDATE photos SET claimed_until = now() + '5 min' WHERE id = ("
    " SELECT id FROM photos WHERE thumbnail IS NULL"
    " AND coalesce(claimed_until < now(), true)"
    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, claimed_until"
)
DONE = text(
    "UPDATE photos SET thumbnail = :thumbnail"
    " WHERE id = :id AND claimed_until = :claimed_until"
)


def next_thumbnail(engine, shrink):
    with engine.begin() as connection:
        claim = connection.execute(NEXT).mappings().first()
    if claim is None:
        return
    thumbnail = shrink(claim["id"])
    with engine.begin() as connection:
        row = {**claim, "thumbnail": thumbnail}
        if connection.execute(DONE, row).rowcount != 1:
            raise TimeoutError("the claim ended before the work did")
