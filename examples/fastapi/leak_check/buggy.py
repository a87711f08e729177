"""Say where a parcel is."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
PLACE = text("SELECT place FROM parcels WHERE number = :number")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    session = Session(engine)
    yield session
    session.close()  # skipped if the route raises: connection stays out


@app.get("/parcels/{number}")
def parcel(number: int, session: Annotated[Session, Depends(get_db)]):
    return session.scalar(PLACE, {"number": number})
