"""Tests of a reader who has copied `check_connections.py`: an app that holds, and three not."""

import gc
from collections.abc import Iterator
from typing import Annotated

import pytest
from check_connections import check_connections  # type: ignore[import-not-found]
from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import QueuePool, create_engine, text
from sqlalchemy.orm import Session

engine = create_engine("sqlite://", poolclass=QueuePool, connect_args={"check_same_thread": False})
app, careless = FastAPI(), FastAPI()


def get_db() -> Iterator[Session]:
    """A session for a request."""
    with Session(engine) as session:
        yield session


@app.get("/stock/{item}")
def stock(item: str, least: int, db: Annotated[Session, Depends(get_db)], after: str = "") -> int:
    """Two statements, of which each may fail."""
    if item != "lamp":
        raise HTTPException(404)
    return db.scalar(text("SELECT 1")) or db.scalar(text("SELECT 2")) or least


@careless.get("/stock")
def keep() -> None:
    """A connection that stays out."""
    careless.state.kept = engine.connect()


@pytest.mark.parametrize("collects", [True, False])
def test_an_app_that_holds(collects: bool) -> None:
    """The collector is afterwards as it was."""
    (gc.enable if collects else gc.disable)()
    check_connections(app, engine, values={"item": "lamp"})
    assert gc.isenabled() == collects
    gc.enable()


def test_a_value_is_missing() -> None:
    """The route does not know it, and the check says what to pass."""
    with pytest.raises(AssertionError, match=r"answered 404: pass values= or bodies="):
        check_connections(app, engine)


def test_a_connection_stays_out() -> None:
    """The check says which route has it."""
    with pytest.raises(AssertionError, match=r"GET /stock answered 200, and 1 connection\(s\)"):
        check_connections(careless, engine)
    careless.state.kept.close()
