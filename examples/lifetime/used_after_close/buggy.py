"""Show an order together with the number of its parcels."""

from sqlalchemy import text
from sqlalchemy.orm import Session

ORDER = text("SELECT customer FROM orders WHERE id = :id")
PARCELS = text("SELECT count(*) FROM parcels WHERE order_id = :id")


def show(engine, order):
    session = Session(engine)
    customer = session.scalar(ORDER, {"id": order})
    session.close()
    # a closed session opens again, on a connection of its own
    parcels = session.scalar(PARCELS, {"id": order})
    return f"{customer}: {parcels} parcels"
