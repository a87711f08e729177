"""Count the unpaid invoices, each night and on request."""

import os
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
COUNT = text("SELECT count(*) FROM invoices WHERE NOT paid")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


@app.get("/unpaid")
def unpaid(session: Annotated[Session, Depends(get_db)]):
    return session.scalar(COUNT)


def nightly_count():
    with contextmanager(get_db)() as session:
        return session.scalar(COUNT)
