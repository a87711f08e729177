"""A route raises in a transaction: `with` or `try … finally`, is the connection back?"""

import asyncio
import contextlib
import gc
import json

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from harness.run.asgi import request

gc.disable()
shared = {"check_same_thread": False}
engine = create_engine("sqlite:///orders.db", poolclass=QueuePool, connect_args=shared)
app = FastAPI()
during = []


def with_block():
    with Session(engine) as session:
        yield session


def try_finally():
    session = Session(engine)
    try:
        yield session
    finally:
        session.close()


def fail(session):
    session.execute(text("SELECT 1"))
    during.append(engine.pool.checkedout())
    raise ValueError("boom")


@app.get("/with")
def first(session=Depends(with_block)):
    fail(session)


@app.get("/finally")
def second(session=Depends(try_finally)):
    fail(session)


after = []
for path in ("/with", "/finally"):
    with contextlib.suppress(Exception):
        asyncio.run(request(app, "GET", path))
    after.append(engine.pool.checkedout())
assert during == [1, 1], during
words = {(0, 0): "yes, with both", (1, 1): "no, with neither"}
print(json.dumps({"answer": words.get(tuple(after), f"out: {after}")}))
