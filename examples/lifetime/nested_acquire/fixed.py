"""Ship an order and write a line to the audit log."""

from sqlalchemy import text

SHIP = text("UPDATE orders SET shipped = true WHERE number = :number")
LINE = text("INSERT INTO audit VALUES (:line)")


def _audit(connection, line):
    connection.execute(LINE, {"line": line})


def ship(engine, number, pack):
    with engine.begin() as connection:
        connection.execute(SHIP, {"number": number})
        pack(connection, number)
        _audit(connection, f"shipped {number}")
