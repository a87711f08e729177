"""Confirm an order by mail, after the answer has gone out."""

import os
from typing import Annotated

from fastapi import BackgroundTasks, Depends, FastAPI, Request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
BUYER = text("SELECT buyer FROM orders WHERE id = :id")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db, scope="function")]


@app.post("/orders/{number}/mail")
def confirm(
    number: int,
    session: Database,
    request: Request,
    later: BackgroundTasks,
):
    buyer = session.scalar(BUYER, {"id": number})
    send = request.app.state.send_mail
    later.add_task(send, buyer)
