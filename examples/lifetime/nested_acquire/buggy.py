"""Ship an order and write a line to the audit log."""

from sqlalchemy import text

SHIP = text("UPDATE orders SET shipped = true WHERE number = :number")
LINE = text("INSERT INTO audit VALUES (:line)")


def _audit(engine, line):
    with engine.begin() as connection:
        connection.execute(LINE, {"line": line})


def ship(engine, number, pack):
    with engine.begin() as connection:
        connection.execute(SHIP, {"number": number})
        pack(connection, number)
        # holds one connection and waits for another
        _audit(engine, f"shipped {number}")
