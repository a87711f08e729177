"""Reserve a room, and try again a little later when it is taken."""

from sqlalchemy import text

RESERVE = text(
    "UPDATE rooms SET guest = :guest WHERE number = :number"
    " AND guest IS NULL"
)


def reserve(engine, number, guest, pause):
    with engine.connect() as connection:
        for attempt in range(5):
            found = connection.execute(
                RESERVE, {"number": number, "guest": guest}
            )
            connection.commit()
            if found.rowcount:
                return True
            pause(attempt)  # checked out, for the sake of waiting
    return False
