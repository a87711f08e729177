"""Reserve a room, and try again a little later when it is taken."""

from sqlalchemy import text

RESERVE = text(
    "UPDATE rooms SET guest = :guest WHERE number = :number"
    " AND guest IS NULL"
)


def reserve(engine, number, guest, pause):
    for attempt in range(5):
        with engine.begin() as connection:
            found = connection.execute(
                RESERVE, {"number": number, "guest": guest}
            )
        if found.rowcount:
            return True
        pause(attempt)
    return False
