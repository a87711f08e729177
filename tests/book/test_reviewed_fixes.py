"""What a review made the fixes do wrong: each of its runs, made again on the fix of today."""

import asyncio
import fcntl
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio.to_thread
import httpx
import psycopg
import pytest
from anyio import from_thread
from psycopg.errors import LockNotAvailable
from psycopg_pool import ConnectionPool, PoolTimeout
from sqlalchemy import Engine, create_engine, text

from harness.record.examples import EXAMPLES, find
from harness.run.asgi import request
from harness.run.child import load
from harness.run.gauges import waiters
from harness.run.settle import wait_until


def fixes(example: str) -> list[Any]:
    """Every fix of an example, for `pytest.mark.parametrize`."""
    variants = [name for name in find(example).variants if name.startswith("fixed")]
    return [pytest.param(f"{example}/{name}", id=name) for name in variants]


def module(name: str) -> ModuleType:
    """A variant, imported anew."""
    path = EXAMPLES / f"{name}.py"
    return load(path, f"reviewed_{path.stem}")


@pytest.fixture
def url(postgres: Any) -> Iterator[str]:
    """A database of its own, by its address."""
    with postgres.lend() as loan:
        yield loan.url


# -- affinity/inherited_lock


@pytest.mark.parametrize("name", fixes("affinity/inherited_lock"))
def test_a_writer_that_is_refused_leaves_the_report_alone(name: str, tmp_path: Path) -> None:
    """While another one has the lock, the second writer fails and changes nothing."""
    report, lock = tmp_path / "report.txt", tmp_path / "report.txt.lock"
    report.write_text("first report\n", encoding="utf-8")
    with open(report, "a") as file, open(lock, "a") as other:
        fcntl.flock(file, fcntl.LOCK_EX)
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BlockingIOError):
            module(name).report(str(report), ["second"], ["true"])
    assert report.read_text(encoding="utf-8") == "first report\n"


# -- fastapi/blocked_loop


def shop(name: str, url: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The shop of an example, with its table and a warehouse that answers at once."""
    monkeypatch.setenv("DATABASE_URL", url)
    app = module(name)
    with app.engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE orders (item text)")
    app.app.state.tell_warehouse = lambda item: asyncio.sleep(0)
    return app


@pytest.mark.parametrize("name", fixes("fastapi/blocked_loop"))
def test_more_orders_than_threads_and_connections(
    name: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has the connection in hand while it stands in the queue for a thread."""
    app = shop(name, url, monkeypatch)

    async def rush() -> list[int]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = 2
        calls = (request(app.app, "POST", "/orders/lamp") for _ in range(6))
        return [answer.status for answer in await asyncio.gather(*calls)]

    assert asyncio.run(rush()) == [200] * 6
    app.engine.dispose()


@pytest.mark.parametrize("name", fixes("fastapi/blocked_loop"))
def test_an_order_beside_a_plain_route_that_has_the_connection(
    name: str, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loop goes on while the order waits, so the other route can give its connection back."""
    app = shop(name, url, monkeypatch)

    def report(session: app.Database) -> None:  # type: ignore[name-defined]
        session.execute(text("SELECT 1"))
        from_thread.run(app.app.state.read.wait)

    app.app.get("/report")(report)

    async def both() -> list[int]:
        app.app.state.read = asyncio.Event()
        reading = asyncio.create_task(request(app.app, "GET", "/report"))
        while not app.engine.pool.checkedout() and not reading.done():
            await asyncio.sleep(0)
        ordering = asyncio.create_task(request(app.app, "POST", "/orders/lamp"))
        while not waiters(app.engine.pool) and not ordering.done():
            await asyncio.sleep(0)
        app.app.state.read.set()
        return [answer.status for answer in await asyncio.gather(reading, ordering)]

    assert asyncio.run(both()) == [200, 200]
    app.engine.dispose()


# -- affinity/stale_connection


@pytest.mark.parametrize("name", fixes("affinity/stale_connection"))
def test_a_kitchen_on_fire_closes_its_connections(name: str, postgres: Any) -> None:
    """The engine is disposed of although the body of the `with` raises."""
    with postgres.lend() as loan, psycopg.connect(loan.url, autocommit=True) as other:
        other.execute("CREATE TABLE menu (dish text)")
        kitchen, kept = module(name).kitchen, []
        for _ in range(5):
            with pytest.raises(ZeroDivisionError) as caught, kitchen(loan.url) as menu:
                kept.append((menu(), 1 / 0))
            kept.append(caught.value)  # type: ignore[arg-type]
        # the server hears of it a moment later
        assert wait_until(lambda: loan.ask("sessions") == 1, 2)


# -- lifetime/kept_in_registry


@pytest.fixture
def theatre(url: str) -> Iterator[Engine]:
    """A theatre of two seats."""
    engine = create_engine(url)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE seats (number int, guest text, until timestamptz)")
        db.exec_driver_sql("INSERT INTO seats VALUES (1), (2)")
    yield engine
    engine.dispose()


def expire(theatre: Engine) -> None:
    """Let the time of every hold run out."""
    with theatre.begin() as db:
        db.exec_driver_sql("UPDATE seats SET until = now() - interval '1 min'")


def guest_of(theatre: Engine, seat: int) -> Any:
    """Who has the seat."""
    with theatre.connect() as db:
        return db.scalar(text("SELECT guest FROM seats WHERE number = :seat"), {"seat": seat})


@pytest.mark.parametrize("name", fixes("lifetime/kept_in_registry"))
def test_a_seat_that_is_held_is_refused(name: str, theatre: Engine) -> None:
    """The second guest hears that the seat is taken, and cannot pay for it."""
    app = module(name)
    app.reserve(theatre, "Ada", 1)
    with pytest.raises(LookupError, match="seat 1 is not free"):
        app.reserve(theatre, "Bob", 1)
    with pytest.raises(LookupError, match="seat 1: the hold has ended"):
        app.pay(theatre, "Bob", 1)
    app.pay(theatre, "Ada", 1)
    assert guest_of(theatre, 1) == "Ada"


@pytest.mark.parametrize("name", fixes("lifetime/kept_in_registry"))
def test_a_hold_that_has_ended_is_not_paid(name: str, theatre: Engine) -> None:
    """Who pays too late hears it, whether somebody else has the seat by then or not."""
    app = module(name)
    app.reserve(theatre, "Ada", 1)
    expire(theatre)
    with pytest.raises(LookupError, match="seat 1: the hold has ended"):
        app.pay(theatre, "Ada", 1)
    app.reserve(theatre, "Eve", 1)
    with pytest.raises(LookupError, match="seat 1: the hold has ended"):
        app.pay(theatre, "Ada", 1)
    assert guest_of(theatre, 1) == "Eve"


# -- lifetime/retry_per_connection


@pytest.fixture
def house(url: str) -> Iterator[ConnectionPool]:
    """A pool of one connection, and a table that takes each reading once."""
    with ConnectionPool(url, min_size=1, max_size=1, open=True) as pool:
        with pool.connection() as connection:
            connection.execute("CREATE TABLE readings (sensor text, celsius int)")
        yield pool


@pytest.mark.parametrize("name", fixes("lifetime/retry_per_connection"))
def test_an_empty_pool_is_asked_once(name: str, house: ConnectionPool) -> None:
    """`PoolTimeout` is an `OperationalError`; it arrives, and the wait is not made three times."""
    with house.connection():
        before = house.get_stats()["requests_num"]
        with pytest.raises(PoolTimeout):
            module(name).store(house, "roof", 20, timeout=0.05)
        assert house.get_stats()["requests_num"] - before == 1


@pytest.mark.parametrize("name", fixes("lifetime/retry_per_connection"))
def test_the_last_refusal_is_the_cause(name: str, url: str, house: ConnectionPool) -> None:
    """Who hears that a reading was not stored hears why."""
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE readings")
        with house.connection() as connection:
            connection.execute("SET lock_timeout = '10ms'")
        with pytest.raises(TimeoutError, match="roof: not stored") as caught:
            module(name).store(house, "roof", 20)
    assert isinstance(caught.value.__cause__, LockNotAvailable)


@pytest.mark.parametrize("name", fixes("lifetime/retry_per_connection"))
def test_a_commit_that_fails_is_not_tried_again(name: str, house: ConnectionPool) -> None:
    """Nobody knows whether a commit that was cut off has counted, so it is the caller's to say."""
    with house.connection() as connection:
        connection.execute(CUT_OFF)
    with pytest.raises(psycopg.OperationalError):
        module(name).store(house, "roof", 20)
    house.check()
    with house.connection() as connection:
        assert connection.execute("SELECT last_value FROM tries").fetchone() == (1,)


CUT_OFF = """
    CREATE SEQUENCE tries;
    CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            PERFORM nextval('tries'), pg_terminate_backend(pg_backend_pid());
            RETURN NULL;
        END $$;
    CREATE CONSTRAINT TRIGGER late AFTER INSERT ON readings
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut_off()
"""


# -- pools/httpx_no_timeout


@pytest.fixture
def index() -> Iterator[tuple[str, threading.Event]]:
    """A server that sends a header and three letters one by one, then nothing until told to go."""
    go, listener = threading.Event(), socket.create_server(("127.0.0.1", 0))

    listener.settimeout(5)

    def serve() -> None:
        with suppress(TimeoutError), listener, listener.accept()[0] as peer:
            path = peer.recv(4096).split()[1]
            peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
            for letter in b"abc" if path == b"/trickle" else b"":
                go.wait(0.15)
                peer.sendall(bytes([letter]))
            go.wait()

    thread = threading.Thread(target=serve)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", go
    go.set()
    thread.join()


@pytest.mark.parametrize("name", fixes("pools/httpx_no_timeout"))
def test_a_silent_index_gives_the_slot_back(
    name: str, index: tuple[str, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that stops after the header costs one silence, and the connection comes back."""
    app = module(name)
    monkeypatch.setattr(app, "SILENCE", 0.2)
    with app.open_client(index[0], connections=1) as client:
        with pytest.raises(httpx.ReadTimeout):
            app.mirror(client, "/stalled", len)
        assert client._transport._pool.connections == []


@pytest.mark.parametrize("name", fixes("pools/httpx_no_timeout"))
def test_a_slow_index_is_read_to_its_end(
    name: str, index: tuple[str, threading.Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time-out for reading is for each silence: a longer trickle arrives whole."""
    app = module(name)
    parts: list[bytes] = []
    monkeypatch.setattr(app, "SILENCE", 0.4)
    with app.open_client(index[0]) as client:
        app.mirror(client, "/trickle", parts.append)
    assert b"".join(parts) == b"abc"


@pytest.mark.parametrize("name", fixes("pools/httpx_no_timeout"))
def test_every_wait_of_the_mirror_has_an_end(name: str) -> None:
    """Also to write, which `Timeout(None, …)` switched off together with reading."""
    with module(name).open_client("http://127.0.0.1") as client:
        assert None not in client.timeout.as_dict().values()


# -- harmless/semaphore_names

DEAF = """
import multiprocessing, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
slots = multiprocessing.get_context("spawn").Semaphore(2)
print(slots._semlock.name.removeprefix("/"), flush=True)
while True:
    signal.pause()
"""


@pytest.mark.parametrize("name", fixes("harmless/semaphore_names"))
def test_a_program_that_ignores_sigterm_is_stopped(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed alone, and its resource tracker has the time to remove the names."""
    app = module(name)
    monkeypatch.setattr(app, "PATIENCE", 0.3)
    converter = app.start([sys.executable, "-c", DEAF])
    semaphore = converter.stdout.readline().decode().strip()
    said = within(10, lambda: app.stop(converter))
    assert converter.returncode == -signal.SIGKILL
    assert "leaked semaphore objects" in said
    assert not Path("/dev/shm", f"sem.{semaphore}").exists()


@pytest.mark.parametrize("name", fixes("harmless/semaphore_names"))
def test_a_worker_that_ignores_sigterm_is_stopped_too(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the program's pipes, and would keep `communicate` waiting when the program is gone."""
    app = module(name)
    monkeypatch.setattr(app, "PATIENCE", 0.3)
    converter = app.start(["sh", "-c", "trap '' TERM; sleep 60 & echo ready; wait; true"])
    converter.stdout.readline()
    assert within(10, lambda: app.stop(converter)) == ""
    assert converter.returncode == -signal.SIGKILL


def within(seconds: float, call: Callable[[], Any]) -> Any:
    """The result of a call that must not take longer."""
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(call()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert results, f"not back after {seconds} s"
    return results[0]


# -- affinity/process_pool

ALBUM = """
import importlib.util
import multiprocessing
import os
import signal
import sys

def shrink(picture):
    os.kill(os.getpid(), signal.SIGKILL)

def shrink_all(shrink, pictures):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        return pool.map_async(shrink, pictures).get(timeout=2)

if __name__ == "__main__":
    if sys.argv[1:]:
        spec = importlib.util.spec_from_file_location("album", sys.argv[1])
        album = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(album)
        shrink_all = album.shrink_all
    try:
        shrink_all(shrink, ["1", "2"])
    except Exception as error:
        print(type(error).__name__)
"""


def heard_of_a_killed_worker(folder: Path, *fix: str) -> str:
    """What the caller hears of a worker that is killed."""
    album = folder / "album.py"
    album.write_text(ALBUM, encoding="utf-8")
    command = [sys.executable, str(album), *fix]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("name", fixes("affinity/process_pool"))
def test_a_worker_that_is_killed_is_an_error(name: str, tmp_path: Path) -> None:
    """An executor tells its caller."""
    fix = str(EXAMPLES / f"{name}.py")
    assert heard_of_a_killed_worker(tmp_path, fix) == "BrokenProcessPool"


def test_of_a_killed_worker_a_pool_says_nothing(tmp_path: Path) -> None:
    """`multiprocessing.Pool` waits, and only a deadline of one's own ends the wait."""
    assert heard_of_a_killed_worker(tmp_path) == "TimeoutError"
