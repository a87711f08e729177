"""Count an item here and in the warehouse, with a deadline."""

import os
from typing import Annotated

from anyio import fail_after
from fastapi import Depends, FastAPI, Request
from sqlalchemy import create_engine, orm, text

URL = os.environ["DATABASE_URL"]
COUNT = text("SELECT n FROM stock WHERE item = 'lamp'")
engine = create_engine(
    URL, pool_size=1, max_overflow=1, pool_timeout=0.3
)
app = FastAPI()


def get_db():
    with orm.Session(engine) as session:
        yield session


@app.get("/lamps")
def lamps(
    request: Request, session: Annotated[orm.Session, Depends(get_db)]
):
    there = request.app.state.ask_warehouse()
    return there, session.scalar(COUNT)


@app.add_middleware
class Deadline:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        state = scope["app"].state
        limit = state.deadline if scope["type"] == "http" else None
        with fail_after(limit):
            await self.app(scope, receive, send)
