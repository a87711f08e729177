"""Let those who are logged in see their orders."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
USER = text("SELECT id FROM users WHERE name = :name")
ORDERS = text("SELECT item FROM orders WHERE buyer = :id")
engine = create_engine(URL, pool_size=2, max_overflow=0)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db, max_concurrency=2)]


def current_user(name: str, session: Database):
    user = session.scalar(USER, {"name": name})
    if user is None:
        raise HTTPException(401)
    return user


@app.get("/orders")
def orders(
    user: Annotated[int, Depends(current_user)], session: Database
):
    return session.scalars(ORDERS, {"id": user}).all()
