"""Take an order if the item is in stock."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
TAKE = text("UPDATE stock SET n = n - 1 WHERE item = :item AND n > 0")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    session = Session(engine)
    yield session
    session.close()  # skipped if the route raises: connection stays out


Database = Annotated[Session, Depends(get_db)]


@app.post("/orders/{item}")
def order(item: str, session: Database):
    taken = session.execute(TAKE, {"item": item})
    if taken.rowcount == 0:
        raise HTTPException(404, "none left")
    session.commit()
