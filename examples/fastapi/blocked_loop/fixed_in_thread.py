"""Take an order and tell the warehouse."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
ORDER = text("INSERT INTO orders (item) VALUES (:item)")
engine = create_engine(
    URL, pool_size=1, max_overflow=0, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


def _store(session, item):
    session.execute(ORDER, {"item": item})
    session.commit()


Database = Annotated[Session, Depends(get_db)]


@app.post("/orders/{item}")
async def order(item: str, session: Database, request: Request):
    await run_in_threadpool(_store, session, item)
    await request.app.state.tell_warehouse(item)
