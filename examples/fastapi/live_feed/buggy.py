"""Stream prices to readers who have paid."""

import os
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

PAID = text("SELECT paid FROM readers WHERE name = :name")
engine = create_engine(
    os.environ["DATABASE_URL"],
    pool_size=2,
    max_overflow=2,
    pool_timeout=0.3,
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db)]  # kept while it streams


def paying(name: str, session: Database):
    if not session.scalar(PAID, {"name": name}):
        raise HTTPException(402, "not paid")


@app.get("/prices", dependencies=[Depends(paying)])
def prices(request: Request):
    return StreamingResponse(request.app.state.prices())
