"""Take an order; watch the shelf after the answer has gone out."""

import os
from typing import Annotated

from fastapi import BackgroundTasks, Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
TAKE = text("UPDATE stock SET n = n - 1 WHERE item = :item")
LEFT = text("SELECT n FROM stock WHERE item = :item")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db, scope="function")]


@app.post("/orders/{item}")
def order(
    item: str, session: Database, later: BackgroundTasks, check: bool
):
    def watch():
        session.scalar(LEFT, {"item": item})  # takes a new connection

    session.execute(TAKE, {"item": item})
    session.commit()
    if check:
        later.add_task(watch)
