"""Show an order together with the number of its parcels."""

from sqlalchemy import text
from sqlalchemy.orm import Session

ORDER = text("SELECT customer FROM orders WHERE id = :id")
PARCELS = text("SELECT count(*) FROM parcels WHERE order_id = :id")


def show(engine, order):
    with Session(engine) as session:
        customer = session.scalar(ORDER, {"id": order})
        parcels = session.scalar(PARCELS, {"id": order})
    return f"{customer}: {parcels} parcels"
