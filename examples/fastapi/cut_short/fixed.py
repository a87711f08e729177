"""Count an item here and in the warehouse, with a deadline."""

import os
from typing import Annotated

from anyio import fail_after
from fastapi import Depends, FastAPI, Request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

URL = os.environ["DATABASE_URL"]
COUNT = text("SELECT n FROM stock WHERE item = 'lamp'")
engine = create_engine(
    URL, pool_size=1, max_overflow=1, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


Database = Annotated[Session, Depends(get_db)]


@app.get("/lamps")
def lamps(request: Request, session: Database):
    there = request.app.state.ask_warehouse()
    return there, session.scalar(COUNT)


@app.add_middleware
class Deadline:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        with fail_after(scope["app"].state.deadline):
            await self.app(scope, receive, send)
