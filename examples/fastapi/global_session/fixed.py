"""Give a seat in the hall to a guest."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
SEAT = text("INSERT INTO seats VALUES (:seat, :guest)")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db)]


@app.put("/seats/{seat}/{guest}")
def give_seat(seat: int, guest: str, session: Database):
    session.execute(SEAT, {"seat": seat, "guest": guest})
    session.commit()
