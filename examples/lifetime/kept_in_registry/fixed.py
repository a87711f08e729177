"""Hold a seat for a guest until it is paid for."""

from sqlalchemy import text

HOLD = text(
    "UPDATE seats SET guest = :guest, until = now() + '10 min'"
    " WHERE number = :seat AND coalesce(until < now(), true)"
)
KEEP = text("UPDATE seats SET until = 'infinity' WHERE guest = :guest")


def reserve(engine, guest, seat):
    with engine.begin() as connection:
        connection.execute(HOLD, {"guest": guest, "seat": seat})


def pay(engine, guest):
    with engine.begin() as connection:
        connection.execute(KEEP, {"guest": guest})
