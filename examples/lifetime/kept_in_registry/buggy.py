"""Hold a seat for a guest until it is paid for."""

from sqlalchemy import text

HOLD = text("UPDATE seats SET guest = :guest WHERE number = :seat")

holds = {}


def reserve(engine, guest, seat):
    connection = engine.connect()
    # whoever never pays keeps this connection in the dictionary
    holds[guest] = connection
    connection.execute(HOLD, {"guest": guest, "seat": seat})


def pay(engine, guest):
    with holds.pop(guest) as connection:
        connection.commit()
