"""The application under load: the routes of the experiment, with one form of ``get_db``.

``LAB_FORM`` chooses the form, ``DATABASE_URL`` the database. Everything here is the
experiment's, apart from two additions: `Census` counts, and the form ``never closed`` with
the route ``/held`` shows what a leak looks like.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import QueuePool

from harness.run.asgi import Application, Receive, Send

POOL_SIZE, MAX_OVERFLOW = 2, 10
EVERY = 0.1  # seconds between two entries of the census

engine = create_engine(
    make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg"),
    pool_size=POOL_SIZE,
    max_overflow=MAX_OVERFLOW,
)


class Base(DeclarativeBase):
    """The experiment's one table."""


class Item(Base):
    """A row that a request inserts."""

    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def with_block() -> Iterator[Session]:
    """The form that is said to leak."""
    with Session(engine) as session:
        yield session


def try_finally() -> Iterator[Session]:
    """The form that is said to cure it."""
    session = Session(engine)
    try:
        yield session
    finally:
        session.close()


def bare_yield() -> Iterator[Session]:
    """The form that closes nothing."""
    yield Session(engine)


KEPT: list[Session] = []


def never_closed() -> Iterator[Session]:
    """The form that closes nothing, of a session that something else holds: the control."""
    KEPT.append(Session(engine))
    yield KEPT[-1]


FORMS = {
    "with": with_block,
    "try/finally": try_finally,
    "bare yield": bare_yield,
    "never closed": never_closed,
}
Db = Annotated[Session, Depends(FORMS[os.environ["LAB_FORM"]])]
api = FastAPI()


@api.post("/error")
def error(session: Db) -> None:
    """Insert, commit, raise."""
    session.add(Item(name="error"))
    session.commit()
    raise ValueError("boom")


@api.post("/ok")
def ok(session: Db) -> dict[str, bool]:
    """Insert, commit, return."""
    session.add(Item(name="ok"))
    session.commit()
    return {"ok": True}


@api.post("/explicit")
def explicit(session: Db) -> dict[str, bool]:
    """Begin, insert, commit; roll back when that fails."""
    session.begin()
    try:
        session.add(Item(name="explicit"))
        session.commit()
    except Exception:
        session.rollback()
        raise
    return {"ok": True}


@api.post("/held")
def held(session: Db) -> dict[str, bool]:
    """Insert and return with the transaction open: the control."""
    session.add(Item(name="held"))
    session.flush()
    return {"ok": True}


class Census:
    """Count requests in flight and errors, and write them down with the pool's own count."""

    def __init__(self, app: Application) -> None:
        """Wrap the application from outside, where its errors arrive."""
        self.app = app
        self.in_flight = 0
        self.errors: Counter[str] = Counter()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        self.in_flight += 1
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            self.errors[type(error).__name__] += 1
            raise
        finally:
            self.in_flight -= 1

    def keep(self, path: Path) -> None:
        """Write an entry at once and then regularly, for as long as the process lives."""
        pool, pause = engine.pool, threading.Event()
        assert isinstance(pool, QueuePool)
        with path.open("a", buffering=1) as lines:
            while not pause.wait(EVERY):
                entry = [time.time(), pool.checkedout(), self.in_flight, dict(self.errors)]
                with suppress(OSError, RuntimeError):  # a counter grew meanwhile
                    lines.write(json.dumps(entry) + "\n")


app = Census(api)
if "LAB_CENSUS" in os.environ:
    census = Path(os.environ["LAB_CENSUS"]) / f"{os.getpid()}.jsonl"
    threading.Thread(target=app.keep, args=[census], daemon=True).start()
