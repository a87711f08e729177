"""Send a price list, one line after the other."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI
from fastapi.responses import StreamingResponse
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
PRICES = text("SELECT item, price FROM prices ORDER BY item")
engine = create_engine(
    URL, pool_size=2, max_overflow=2, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db, scope="function")]


@app.get("/health")
def health(session: Database):
    return session.scalar(text("SELECT 'up'"))


@app.get("/prices")
def price_list(session: Database):
    def lines():
        for item, price in session.execute(PRICES):  # a new connection
            yield f"{item},{price}\n"

    return StreamingResponse(lines(), media_type="text/csv")
