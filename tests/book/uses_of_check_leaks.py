"""Tests of a reader who has copied `check_leaks.py`: two that leave nothing, and four that do."""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from check_leaks import connections, permits  # type: ignore[import-not-found]
from sqlalchemy import QueuePool, create_engine

engine = create_engine("sqlite://", poolclass=QueuePool)
slots = threading.Semaphore(2)
kept: list[Any] = []


@pytest.fixture
def watched(watched: dict[str, Callable[[], int]]) -> dict[str, Callable[[], int]]:
    """A pool and a semaphore are watched, too."""
    return watched | {"connection": connections(engine), "permit": permits(slots)}


def test_nothing_stays() -> None:
    """A connection comes back."""
    engine.connect().close()


def test_no_task_stays(run: Any) -> None:
    """A task has ended."""

    async def main() -> None:
        await asyncio.create_task(asyncio.sleep(0))

    run(main())


def test_a_connection_stays() -> None:
    """The fixture tells of it."""
    kept.append(engine.connect())


def test_a_permit_stays() -> None:
    """The fixture tells of it."""
    slots.acquire()


def test_a_socket_stays_in_a_circle() -> None:
    """Only the collector closes it."""
    circle: list[Any] = [socket.socket()]
    circle.append(circle)


def test_a_task_stays(run: Any) -> None:
    """It is told although the loop ends it."""

    async def main() -> None:
        kept.append(asyncio.create_task(asyncio.Event().wait()))

    with pytest.raises(AssertionError, match=r"1 task\(s\) stayed out"):
        run(main())
