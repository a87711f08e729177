"""What pages say of pools that lend once more, close late, or are told from outside."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import pytest
from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from harness.run.asgi import request

# -- an answer with a model


class Base(DeclarativeBase):
    """The tables of the shop."""


class Lamp(Base):
    """A lamp in the shop."""

    __tablename__ = "lamps"
    name: Mapped[str] = mapped_column(primary_key=True)


class Shown(BaseModel):
    """A lamp in an answer."""

    model_config = ConfigDict(from_attributes=True)
    name: str


@pytest.mark.parametrize(("expires", "statements", "loans"), [(True, 21, 2), (False, 1, 1)])
def test_a_commit_before_the_answer_expires_what_is_checked(
    expires: bool, statements: int, loans: int, tmp_path: Path
) -> None:
    """The check of the answer reads each of 20 rows again, with a connection that is lent anew."""
    engine, seen = create_engine(f"sqlite:///{tmp_path}/a.db"), []
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all(Lamp(name=str(number)) for number in range(20))

    def get_db() -> Iterator[Session]:
        with Session(engine, expire_on_commit=expires) as session:
            yield session

    def lamps(session: Annotated[Session, Depends(get_db)]) -> Any:
        found = session.scalars(select(Lamp)).all()
        session.commit()
        return found

    app = FastAPI()
    app.get("/lamps", response_model=list[Shown])(lamps)
    event.listen(engine, "before_cursor_execute", lambda *_: seen.append("statement"))
    event.listen(engine, "checkout", lambda *_: seen.append("loan"))
    assert asyncio.run(request(app, "GET", "/lamps")).status == 200
    assert (seen.count("statement"), seen.count("loan")) == (statements, loans)
    engine.dispose()


# -- asyncpg: a lost connection keeps the pool from closing


def test_asyncpg_says_after_a_minute_why_it_does_not_close(
    postgres: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """The loop's clock is put forward until the log has the text; a deadline ends the wait."""

    async def main(url: str) -> None:
        pool = await asyncpg.create_pool(url, min_size=1, max_size=1)
        lost = await pool.acquire()
        closing = asyncio.create_task(asyncio.wait_for(pool.close(), 90))
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        clock, ahead = loop.time, 0
        loop.time = lambda: clock() + ahead  # type: ignore[method-assign]
        while not caplog.messages and not closing.done():
            ahead += 1
            await asyncio.sleep(0)
        assert not closing.done()
        ahead += 90
        with pytest.raises(TimeoutError):
            await closing
        with pytest.raises(asyncpg.InterfaceError, match="released back to the pool"):
            lost.is_closed()

    with postgres.lend() as loan, caplog.at_level(logging.WARNING, "asyncpg"):
        asyncio.run(main(loan.url))
    assert caplog.messages == [
        "Pool.close() is taking over 60 seconds to complete. Check if you have any unreleased "
        "connections left. Use asyncio.wait_for() to set a timeout for Pool.close()."
    ]


# -- pytest.raises holds what the error's frames hold

TESTS = """
import gc, os, pytest
gc.disable()

def read(name):
    file = open(name)
    raise ValueError(file.name)

def number():
    return len(os.listdir("/dev/fd"))

def test_before():
    before.append(number())

def test_error():
    with pytest.raises(ValueError) as error:
        read(__file__)
    assert error.match("test_held")

def test_after():
    later = number() - before[0]
    gc.collect()
    assert (later, number() - before[0]) == (1, 0)

before = []
"""


def test_pytest_raises_holds_a_file_into_the_next_test(tmp_path: Path) -> None:
    """The named error keeps the frame and its file until the collector runs, in a later test."""
    (tmp_path / "test_held.py").write_text(TESTS, encoding="utf-8")
    options = ("-q", "-p", "no:cacheprovider", "-W", "ignore")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "test_held.py"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "3 passed" in done.stdout, done.stdout
