"""The check that readers copy finds five leaks, one each, and passes an app without."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import BackgroundTasks, Depends, FastAPI, HTTPException
from fastapi.responses import StreamingResponse
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from harness.record.examples import EXAMPLES
from harness.run.child import load

check_connections = load(
    EXAMPLES / "fastapi" / "leak_check" / "check_connections.py", "check_connections"
).check_connections

ONE = text("SELECT 1")


def dependency(engine: Engine) -> Any:
    """A dependency as it should be."""

    def get_db() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    return get_db


def healthy(app: FastAPI, engine: Engine) -> None:
    """Routes that give back what they take, whatever happens."""
    database = Annotated[Session, Depends(dependency(engine))]

    @app.get("/stock/{item}")
    def stock(item: str, session: database, least: int, after: str = "") -> Any:
        if item != "lamp":
            raise HTTPException(404)
        return session.scalar(ONE)

    @app.delete("/stock/{item}")
    async def sell_out(item: str, session: database) -> None:
        session.execute(ONE)
        session.commit()
        session.execute(ONE)

    @app.post("/orders")
    def order(lines: list[str], session: database) -> None:
        session.execute(ONE)
        session.commit()

    @app.get("/prices")
    def prices(session: database) -> StreamingResponse:
        return StreamingResponse(str(row) for row in session.execute(ONE))


def no_finally(app: FastAPI, engine: Engine) -> None:
    """The session is closed where the route did not raise."""

    def get_db() -> Iterator[Session]:
        session = Session(engine)
        yield session
        session.close()

    @app.get("/leak")
    def leak(session: Annotated[Session, Depends(get_db)]) -> Any:
        session.execute(ONE)
        return session.scalar(ONE)


def returned(app: FastAPI, engine: Engine) -> None:
    """Nobody closes the session."""

    def get_db() -> Session:
        return Session(engine)

    @app.get("/leak")
    def leak(session: Annotated[Session, Depends(get_db)]) -> Any:
        return session.scalar(ONE)


def dropped_generator(app: FastAPI, engine: Engine) -> None:
    """The session is used after its generator closed it."""

    @app.get("/leak")
    async def leak() -> Any:
        session = next(dependency(engine)())
        return session.scalar(ONE)


def late_task(app: FastAPI, engine: Engine) -> None:
    """A task uses the session after the dependency's exit."""
    get_db = dependency(engine)

    @app.get("/leak")
    def leak(
        session: Annotated[Session, Depends(get_db, scope="function")], later: BackgroundTasks
    ) -> None:
        later.add_task(session.scalar, ONE)


def late_stream(app: FastAPI, engine: Engine) -> None:
    """A stream uses the session after the dependency's exit."""
    get_db = dependency(engine)

    @app.get("/leak")
    def leak(session: Annotated[Session, Depends(get_db, scope="function")]) -> StreamingResponse:
        return StreamingResponse(str(session.scalar(ONE)) for _ in "1")


WAYS = {
    no_finally: "GET /leak failed at statement 1, and 1 connection(s) stayed out",
    returned: "GET /leak answered 200, and 1 connection(s) stayed out",
    dropped_generator: "GET /leak answered 200, and 1 connection(s) stayed out",
    late_task: "GET /leak answered 200, and 1 connection(s) stayed out",
    late_stream: "GET /leak answered 200, and 1 connection(s) stayed out",
}


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on either database; nothing of it is left behind."""
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path}/shop.db")
        yield engine
        gc.collect()
        engine.dispose()
        return
    with request.getfixturevalue("postgres").lend() as loan:
        engine = create_engine(loan.url)
        yield engine
        gc.collect()
        engine.dispose()


def check(engine: Engine, *parts: Callable[[FastAPI, Engine], None], **options: Any) -> str:
    """What the check says of an app made of these parts; empty if it passes."""
    app = FastAPI()
    for part in parts:
        part(app, engine)
    try:
        check_connections(app, engine, **options)
    except AssertionError as error:
        return str(error)
    return ""


GIVEN = {"values": {"item": "lamp"}, "bodies": {"POST /orders": ["lamp"]}}


def test_an_app_that_does_not_leak_passes(engine: Engine) -> None:
    """Reads, writes, streams and async routes that give everything back are passed."""
    assert check(engine, healthy, **GIVEN) == ""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_leak_is_found(engine: Engine, way: Any) -> None:
    """Among healthy routes, the one that leaks is named, with what made it leak."""
    assert check(engine, healthy, way, **GIVEN) == WAYS[way]


def test_a_route_that_cannot_be_called_is_no_pass(engine: Engine) -> None:
    """A route that refuses the sample values fails the check and says what to do."""
    sentence = "GET /stock/{item} answered 404: pass values= or bodies= that it takes"
    assert check(engine, healthy, bodies=GIVEN["bodies"]) == sentence


def test_the_collector_is_on_again(engine: Engine) -> None:
    """The check leaves the collector as it found it."""
    check(engine, returned)
    assert gc.isenabled()
