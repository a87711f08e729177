"""List the orders of a buyer."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
ORDERS = text("SELECT item FROM orders WHERE buyer = :buyer")
engine = create_engine(URL, pool_size=2, max_overflow=0)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db, max_concurrency=2)]


@app.get("/orders")
def orders(buyer: str, session: Database) -> list[str]:
    return session.scalars(ORDERS, {"buyer": buyer}).all()
