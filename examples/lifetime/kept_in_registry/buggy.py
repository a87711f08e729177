"""Hold a seat for a guest until it is paid for."""

from sqlalchemy import text

HOLD = text(
    "UPDATE seats SET guest = :guest"
    " WHERE number = :seat AND guest IS NULL"
)

holds = {}


def reserve(engine, guest, seat):
    connection = engine.connect()
    # whoever never pays keeps this connection in the dictionary
    holds[guest, seat] = connection
    held = connection.execute(HOLD, {"guest": guest, "seat": seat})
    if held.rowcount != 1:
        holds.pop((guest, seat)).close()
        raise LookupError(f"seat {seat} is not free")


def pay(engine, guest, seat):
    with holds.pop((guest, seat)) as connection:
        connection.commit()
