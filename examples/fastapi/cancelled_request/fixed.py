"""Find a lamp for a customer who may hang up."""

import os
from typing import Annotated

from anyio import create_task_group
from fastapi import Depends, FastAPI, Request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

LAMPS = text("SELECT name FROM lamps")
engine = create_engine(os.environ["DATABASE_URL"], pool_size=2)
app = FastAPI()


def get_db():
    with Session(engine) as session:
        yield session


@app.get("/lamps")
async def lamps(
    request: Request, session: Annotated[Session, Depends(get_db)]
):
    found = session.scalars(LAMPS).all()
    return await request.app.state.sort(found)


@app.add_middleware
class NobodyListens:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async with create_task_group() as both:
            both.start_soon(self.hang_up, receive, both.cancel_scope)
            await self.app(scope, receive, send)
            both.cancel_scope.cancel()

    async def hang_up(self, receive, request):
        while (await receive())["type"] != "http.disconnect":
            pass
        request.cancel()
