"""Each gauge reads exactly what is out, among things that are not."""

import asyncio
import os
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import anyio
import pytest
from psycopg_pool import ConnectionPool
from sqlalchemy import create_engine
from sqlalchemy.pool import QueuePool

from harness.run import gauges
from harness.run.gauges import Gauge

APP = ModuleType("app")


def read(gauge: Gauge, world: Any = None) -> int:
    """What the gauge says now."""
    return gauge.read(APP, world)


def itself(app: ModuleType, world: Any) -> Any:
    """The world is the thing to be gauged."""
    return world


def test_descriptors() -> None:
    """Two of three opened files are still open, and reading opens none."""
    before = read(gauges.descriptors())
    numbers = [os.open(os.devnull, os.O_RDONLY) for _ in range(3)]
    os.close(numbers.pop())
    assert read(gauges.descriptors()) == read(gauges.descriptors()) == before + 2
    for number in numbers:
        os.close(number)
    assert read(gauges.descriptors()) == before


def test_descriptor_limit_is_exact() -> None:
    """With room for three descriptors the fourth is refused, and the gauge still reads."""
    code = """
import os
from harness.run import gauges
os.dup2(0, 40)  # a gap below a high number
gauges.limit_descriptors(3)
before = len(gauges.open_descriptors())
try:
    while True:
        os.dup(0)
except OSError as error:
    print(error.errno, len(gauges.open_descriptors()) - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["24", "3"]


@pytest.mark.parametrize("kind", [threading.Semaphore, threading.BoundedSemaphore])
def test_permits_agree_with_acquiring_them_all(kind: Any) -> None:
    """The private number is what acquiring every free permit counts."""
    semaphore = kind(5)
    semaphore.acquire()
    semaphore.acquire()
    private = -read(gauges.permits(itself), semaphore)
    free = 0
    while semaphore.acquire(blocking=False):
        free += 1
    assert private == free == 3


def test_permits_of_asyncio() -> None:
    """The same holds for asyncio's semaphore: a free permit is one that needs no wait."""

    async def count() -> tuple[int, int]:
        semaphore = asyncio.Semaphore(4)
        await semaphore.acquire()
        private, free = -read(gauges.permits(itself), semaphore), 0
        while not semaphore.locked():
            await semaphore.acquire()
            free += 1
        return private, free

    assert asyncio.run(count()) == (3, 3)


def test_tokens() -> None:
    """Two of four tokens are borrowed."""

    async def count() -> int:
        limiter = anyio.CapacityLimiter(4)
        for borrower in "ab":
            await limiter.acquire_on_behalf_of(borrower)
        return read(gauges.tokens(itself), limiter)

    assert asyncio.run(count()) == 2


def test_queued() -> None:
    """An item taken out of a pool of three is missing."""
    pool: queue.Queue[int] = queue.Queue()
    for number in range(3):
        pool.put(number)
    full = read(gauges.queued(), pool)
    pool.get()
    assert read(gauges.queued(), pool) - full == 1


def test_sqlalchemy_pool() -> None:
    """One connection is out, one was returned, one was never opened."""
    engine = create_engine("sqlite://", poolclass=QueuePool, pool_size=3)
    held, other = engine.connect(), engine.connect()
    other.close()
    assert read(gauges.sqlalchemy_pool(), engine) == 1
    held.close()
    engine.dispose()


def test_psycopg_pool(postgres: Any) -> None:
    """One of two connections is out."""
    with (
        postgres.lend() as loan,
        ConnectionPool(loan.url, min_size=2, max_size=2, open=True) as pool,
    ):
        pool.wait()
        with pool.connection():
            assert read(gauges.psycopg_pool(), pool) == 1
        assert read(gauges.psycopg_pool(), pool) == 0


def test_asyncpg_pool(postgres: Any) -> None:
    """One of two connections is out."""
    import asyncpg

    async def count(url: str) -> list[int]:
        async with asyncpg.create_pool(url, min_size=2, max_size=2) as pool:
            async with pool.acquire():
                out = read(gauges.asyncpg_pool(), pool)
            return [out, read(gauges.asyncpg_pool(), pool)]

    with postgres.lend() as loan:
        assert asyncio.run(count(loan.url)) == [1, 0]


def test_sessions() -> None:
    """The gauge passes the question on and returns the answer."""
    bench = SimpleNamespace(
        ask=lambda server, question: {("postgres", "sessions"): 7}[server, question]
    )
    assert read(gauges.sessions(), bench) == 7


def test_threads() -> None:
    """A thread that waits counts; one that has ended does not."""
    before, event = read(gauges.threads()), threading.Event()
    waiting = threading.Thread(target=event.wait)
    ended = threading.Thread(target=int)
    for thread in (waiting, ended):
        thread.start()
    ended.join()
    assert read(gauges.threads()) == before + 1
    event.set()
    waiting.join()


def test_tasks() -> None:
    """A task that waits counts; one that has ended does not."""

    async def count() -> int:
        before = read(gauges.tasks())
        waiting = asyncio.create_task(asyncio.Event().wait())
        await asyncio.create_task(asyncio.sleep(0))
        return read(gauges.tasks()) - before if not waiting.done() else -1

    assert asyncio.run(count()) == 1


def test_children() -> None:
    """A running child and a zombie count; a reaped one does not."""
    before = read(gauges.children())
    running = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    zombie, reaped = subprocess.Popen(["true"]), subprocess.Popen(["true"])
    reaped.wait()
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)  # ended, and not reaped
    assert read(gauges.children()) == before + 2
    running.communicate()
    zombie.wait()


def test_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that stays counts; one that was deleted does not."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with tempfile.NamedTemporaryFile():
        pass
    number, _ = tempfile.mkstemp()
    os.close(number)
    assert read(gauges.temporary_files()) == 1


def test_live() -> None:
    """Two of three objects of the class are alive, and a subclass's object is not of it."""
    app = ModuleType("app")
    app.Page = type("Page", (), {})  # type: ignore[attr-defined]
    sub = type("Sub", (app.Page,), {})
    pages = [app.Page() for _ in range(3)]
    other = sub()
    del pages[0]
    assert gauges.live("Page").read(app, other) == 2


def test_entries() -> None:
    """The length of the container."""
    assert read(gauges.entries(itself, "entry"), ["a", "b"]) == 2


def test_every_gauge_has_a_test() -> None:
    """A gauge without a test over a mixed population is not a gauge."""
    texts = [path.read_text() for path in Path(__file__).parent.glob("test_gauges*.py")]
    names = [
        name
        for name, value in vars(gauges).items()
        if callable(value) and getattr(value, "__annotations__", {}).get("return") == "Gauge"
    ]
    assert [name for name in names if not any(f"gauges.{name}(" in text for text in texts)] == []
    assert len(names) >= 13
