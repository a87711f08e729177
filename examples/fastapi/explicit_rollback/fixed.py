"""Take an order, and roll back by hand what the database refuses."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
ORDER = text("INSERT INTO orders (item) VALUES (:item)")
engine = create_engine(URL, pool_size=2, max_overflow=10)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


@app.post("/explicit-rollback")
def order(
    session: Annotated[Session, Depends(get_db)], item: str = "lamp"
):
    session.begin()
    try:
        session.execute(ORDER, {"item": item})
        session.commit()
    except Exception:
        session.rollback()
        raise
