"""Statements of the pages that no example carries, each seen in a run of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from multiprocessing import shared_memory
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ArgumentError, ResourceClosedError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import QueuePool

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def tasks_done(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The count of tasks from the file that readers copy."""
    monkeypatch.syspath_prepend(EXAMPLES / "checks" / "taken_seat")
    monkeypatch.delitem(sys.modules, "check_leaks", raising=False)
    from check_leaks import tasks_done  # type: ignore[import-not-found]

    return tasks_done


async def failing(*, forgets: bool) -> None:
    """Fail, and perhaps leave a task."""
    if forgets:
        failing.task = asyncio.create_task(asyncio.Event().wait())  # type: ignore[attr-defined]
    raise ValueError


def test_a_task_left_on_the_error_path_is_counted(tasks_done) -> None:  # type: ignore[no-untyped-def]
    """The count of tasks comes after a failure, too, and keeps the failure as its context."""
    with pytest.raises(AssertionError, match=r"1 task\(s\) stayed out") as caught:
        asyncio.run(tasks_done(failing(forgets=True)))
    assert isinstance(caught.value.__context__, ValueError)


def test_a_clean_error_stays_the_error(tasks_done) -> None:  # type: ignore[no-untyped-def]
    """Where nothing is left, the call's own error arrives."""
    with pytest.raises(ValueError, match=r"^$"):
        asyncio.run(tasks_done(failing(forgets=False)))


def test_an_async_engine_refuses_a_queue_pool() -> None:
    """The diagnosing tool of *Connections that stay open too long* is for synchronous engines."""
    with pytest.raises(ArgumentError):
        create_async_engine("postgresql+asyncpg://", poolclass=QueuePool)


def test_an_insert_that_is_read_says_that_it_has_no_rows() -> None:
    """`ResourceClosedError` needs no second process: one INSERT that is read will do."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE a (b)"))
        with pytest.raises(ResourceClosedError, match="does not return rows"):
            connection.execute(text("INSERT INTO a VALUES (1)")).scalar()
    engine.dispose()


def test_sqlite_says_of_a_missing_folder_what_it_says_of_descriptors(tmp_path: Path) -> None:
    """`unable to open database file` is the text for a folder that is not there."""
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
        sqlite3.connect(tmp_path / "none" / "a.db")


def test_more_plain_gets_than_connections_time_out_without_a_leak() -> None:
    """A `PoolTimeout` of httpx needs no lost response, only more calls than connections."""

    async def main() -> tuple[int, int]:
        leave = asyncio.Event()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            await leave.wait()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        limits = httpx.Limits(max_connections=2)
        timeout = httpx.Timeout(10, pool=0.1)
        async with server, httpx.AsyncClient(limits=limits, timeout=timeout) as client:
            calls = [asyncio.create_task(client.get(address)) for _ in range(3)]
            await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
            leave.set()
            answers = await asyncio.gather(*calls, return_exceptions=True)
            refused = sum(isinstance(one, httpx.PoolTimeout) for one in answers)
            return refused, (await client.get(address)).status_code

    assert asyncio.run(main()) == (1, 200)


READER = (
    "import sys; from multiprocessing import shared_memory as shared;"
    "shared.SharedMemory(name=sys.argv[1]).close()"
)


@pytest.mark.skipif(sys.platform != "linux", reason="names of segments are Linux's here")
def test_a_reader_that_ends_removes_the_segment_of_the_owner() -> None:
    """The tracker of a process that only read a segment removes it, and says `leaked`."""
    owner = shared_memory.SharedMemory(create=True, size=8)
    try:
        command = [sys.executable, "-c", READER, owner.name]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
        assert "leaked shared_memory objects" in said.stderr
        with pytest.raises(FileNotFoundError):
            shared_memory.SharedMemory(name=owner.name)
    finally:
        owner.close()
