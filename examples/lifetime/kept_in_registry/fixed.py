"""Hold a seat for a guest until it is paid for."""

from sqlalchemy import text

HOLD = text(
    "UPDATE seats SET guest = :guest, until = now() + '10 min'"
    " WHERE number = :seat AND coalesce(until < now(), true)"
)
KEEP = text(
    "UPDATE seats SET until = 'infinity'"
    " WHERE number = :seat AND guest = :guest AND until >= now()"
)


def reserve(engine, guest, seat):
    with engine.begin() as connection:
        held = connection.execute(HOLD, {"guest": guest, "seat": seat})
        if held.rowcount != 1:
            raise LookupError(f"seat {seat} is not free")


def pay(engine, guest, seat):
    with engine.begin() as connection:
        kept = connection.execute(KEEP, {"guest": guest, "seat": seat})
        if kept.rowcount != 1:
            raise LookupError(f"seat {seat}: the hold has ended")
