"""Book deliveries, one after the other, in a background worker."""

from sqlalchemy import text
from sqlalchemy.orm import Session

BOOK = text("INSERT INTO deliveries VALUES (:order, :weight)")


class Worker:
    def __init__(self, engine):
        self.engine = engine

    def book(self, order, weight):
        with Session(self.engine) as session, session.begin():
            session.execute(BOOK, {"order": order, "weight": weight})
