"""Take an order for a lamp, in one of three ways."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
ORDER = text("INSERT INTO orders (item) VALUES ('lamp')")
engine = create_engine(URL, pool_size=2, max_overflow=10)
app = FastAPI()


def get_db():
    session = Session(engine)
    yield session  # unclosed: only a commit gives it back


@app.post("/error")
def error(session: Annotated[Session, Depends(get_db)]):
    session.execute(ORDER)
    session.commit()
    raise ValueError("boom")


@app.post("/ok")
def ok(session: Annotated[Session, Depends(get_db)]):
    session.execute(ORDER)
    session.commit()


@app.post("/steps")
def steps(session: Annotated[Session, Depends(get_db)]):
    with session.begin():
        session.execute(ORDER)
