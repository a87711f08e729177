"""Take an order and tell the warehouse."""

import os
from typing import Annotated

from anyio import from_thread
from fastapi import Depends, FastAPI, Request
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


Database = Annotated[Session, Depends(get_db)]


@app.post("/orders/{item}")
def order(item: str, session: Database, request: Request):
    session.execute(ORDER, {"item": item})
    session.commit()
    from_thread.run(request.app.state.tell_warehouse, item)
