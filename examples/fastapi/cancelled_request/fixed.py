"""Find a lamp for a customer who may hang up."""

import os
from typing import Annotated

from anyio import create_task_group
from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, orm, text

engine = create_engine(os.environ["DATABASE_URL"], pool_size=2)
app = FastAPI()


def get_db():
    with orm.Session(engine) as session:
        yield session


@app.get("/lamps")
async def lamps(session: Annotated[orm.Session, Depends(get_db)]):
    found = session.scalars(text("SELECT name FROM lamps")).all()
    return await app.state.sort(found)


@app.add_middleware
def nobody_listens(inner):
    async def hang_up(receive, request):
        while (await receive())["type"] == "http.request":
            pass
        request.cancel()

    async def call(scope, receive, send):
        async with create_task_group() as both:
            if scope["type"] == "http":
                both.start_soon(hang_up, receive, both.cancel_scope)
            await inner(scope, receive, send)
            both.cancel_scope.cancel()

    return call
