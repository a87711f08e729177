"""Fixes that a stranger has used: twice, by one name, in two threads, interrupted, without room."""

import asyncio
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import requests
import urllib3
from sqlalchemy import QueuePool, create_engine
from urllib3.exceptions import EmptyPoolError

from harness.record.examples import EXAMPLES
from harness.run.child import load


def module(name: str) -> ModuleType:
    """A variant, imported anew."""
    path = EXAMPLES / f"{name}.py"
    return load(path, f"attacked_{path.stem}")


def in_threads(*calls: Any) -> list[Any]:
    """What the calls give or raise, each in a thread of its own, all at once."""
    ends: list[Any] = [None] * len(calls)

    def run(number: int, call: Any) -> None:
        try:
            ends[number] = call()
        except Exception as error:
            ends[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return ends


def run_beside(example: str, program: str) -> tuple[bytes, int]:
    """What a program prints in the folder of an example, and its exit code."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(EXAMPLES / example)},
        stdout=subprocess.PIPE,
    )
    return done.stdout, done.returncode


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a working folder of its own."""
    monkeypatch.chdir(tmp_path)


# -- one object, one name, once more


def test_a_guard_that_is_shared_keeps_the_lock_of_the_first() -> None:
    """The second to enter is refused, and the first leaves with its own file."""
    guard = module("leaks/failing_enter/fixed").OnlyOnce("lock")
    with guard, pytest.raises(BlockingIOError), guard:
        pass
    with guard:
        pass


def test_two_scans_that_differ_still_differ_when_asked_again(tmp_path: Path) -> None:
    """Each look begins at the start of the file."""
    for name in ("one", "two"):
        tmp_path.joinpath(name).write_text(name)
    scans = module("leaks/half_built/fixed").Scans("one", "two")
    assert [scans.same(), scans.same()] == [False, False]
    scans.close()


def test_two_uploads_of_one_name_end_both() -> None:
    """The first to end does not take the other's entry with it."""
    app = module("leaks/upload_progress/fixed")

    def chunks() -> Iterator[bytes]:
        yield b"1"
        app.receive("photo", [b"2"])
        yield b"3"

    app.receive("photo", chunks())
    assert app.progress == {}


def test_a_room_that_is_named_twice_is_taken_once() -> None:
    """A meeting does not wait for itself."""

    async def main() -> bool:
        blue = asyncio.Lock()

        async def talk() -> None:
            assert blue.locked()

        meeting = module("leaks/rooms/fixed").meet({"blue": blue}, ["blue", "blue"], talk)
        await asyncio.wait_for(meeting, 5)
        return blue.locked()

    assert asyncio.run(main()) is False


def test_lines_of_a_path_that_is_text(tmp_path: Path) -> None:
    """The name of a file is a path, and no stream of letters."""
    tmp_path.joinpath("guests").write_text("Ada\nEve\n")
    assert module("leaks/path_or_stream/fixed").lines("guests") == 2


def test_a_picture_is_drawn_once_by_two_threads() -> None:
    """The second thread waits until the first has drawn."""
    app: Any = module("leaks/weak_cache/fixed")
    drawn: list[str] = []
    others: list[threading.Thread] = []

    class Picture(app.Picture):  # type: ignore[misc]
        def __init__(self, name: str) -> None:
            drawn.append(name)
            if not others:
                others.append(threading.Thread(target=app.show, args=(["ship"],)))
                others[0].start()
                others[0].join(0.2)
            super().__init__(name)

    app.Picture = Picture
    kept = app.picture("ship")
    others[0].join()
    assert (drawn, kept.name) == (["ship"], "ship")


# -- what is full, or empty


@contextmanager
def disk_full() -> Iterator[None]:
    """No file may get longer than two bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_card_that_cannot_be_written_takes_no_seat(tmp_path: Path) -> None:
    """There is a whole card, or none."""
    take = module("checks/taken_seat/fixed").take
    with disk_full(), pytest.raises(OSError, match="File too large"):
        take(1, "somebody with a long name")
    with pytest.raises(UnicodeEncodeError):
        take(1, "\udce9ve")
    take(1, "Eve")
    with pytest.raises(FileExistsError):
        take(1, "Bob")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"1.txt": "Eve"}


def test_a_hall_that_is_sold_out_sells_nothing() -> None:
    """The number of seats does not fall below none."""
    app = module("lifetime/one_writer/fixed")
    with app.closing(app.open_hall("hall.db")) as hall:
        hall.execute("CREATE TABLE seats (left INTEGER)")
        hall.execute("INSERT INTO seats VALUES (1)")
        assert app.sell("hall.db", lambda left: left) == 1
        with pytest.raises(LookupError, match=r"^sold out$"):
            app.sell("hall.db", lambda left: left)
        assert hall.execute(app.LEFT).fetchall() == [(0,)]


def test_the_buffer_of_a_log_is_emptied_when_it_is_full(tmp_path: Path) -> None:
    """A buffer without a target would only grow."""
    app = module("cpython/buffered_log/fixed")
    damaged = tmp_path / "damaged.csv"
    damaged.write_text("x\n")
    for _ in range(100):
        app.check(damaged)
    assert app.buffer.buffer == []
    app.log.removeHandler(app.buffer)


def test_a_watcher_that_does_not_read_is_left_behind() -> None:
    """The price goes to the others, and nobody waits for ever."""
    app = module("leaks/price_ticker/fixed")
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()),
    ):
        app.watch(listener)
        for _ in range(200):
            app.publish(b"." * 100_000, patience=0.1)
    assert app.watchers == []


# -- the time that others take


def test_a_lease_that_ended_too_early_is_told() -> None:
    """Somebody else may have sent meanwhile."""
    app, now = module("permits/lease/fixed"), [0.0]
    with app.connect("permits") as database:
        database.execute("CREATE TABLE permit (number, taken_at)")
        database.execute("INSERT INTO permit VALUES (1, NULL)")

    def slow() -> None:
        now[0] += 61
        app.send(lambda: None, "permits", lambda: now[0])

    with pytest.raises(TimeoutError, match=r"^the lease ended before the work did$"):
        app.send(slow, "permits", lambda: now[0])


def test_a_sign_that_is_there_is_not_written_under(tmp_path: Path) -> None:
    """The task that could not put up its sign has an error, and the report is not begun."""
    written: list[str] = []
    sign = tmp_path / "till"
    sign.touch()
    with pytest.raises(FileExistsError):
        module("harmless/task_with_goodbye/fixed").report(sign, written.append)
    assert (written, sign.exists()) == ([], True)


def test_a_converter_that_has_ended_is_stopped_all_the_same() -> None:
    """Its last words are still there to be read."""
    app = module("harmless/semaphore_names/fixed")
    converter = app.start(["sh", "-c", "echo done >&2"])
    os.waitid(os.P_PID, converter.pid, os.WEXITED | os.WNOWAIT)
    assert converter.poll() == 0
    assert app.stop(converter) == "done\n"


TWICE = """
import os, signal, fixed

class Printers:
    free = 1
    def __enter__(self):
        self.free -= 1
    def __exit__(self, *error):
        os.kill(os.getpid(), signal.SIGTERM)  # asked again, on the way out
        self.free += 1

printers = Printers()
try:
    fixed._work(printers, lambda ticket: os.kill(os.getpid(), signal.SIGTERM), "ticket")
finally:
    print(printers.free)
"""


def test_a_worker_that_is_asked_twice_gives_its_permit_back() -> None:
    """The second `SIGTERM` does not interrupt the way out of the first."""
    assert run_beside("permits/terminated_worker", TWICE) == (b"1\n", 128 + signal.SIGTERM)


def asks_parent(film: str) -> None:
    """Interrupt the parent, then go on for longer than any test."""
    os.kill(os.getppid(), signal.SIGUSR1)
    signal.pause()


def test_a_caller_that_is_interrupted_leaves_no_worker() -> None:
    """The permit is free when nobody uses it any more."""

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    app = module("permits/killed_worker/fixed")
    slots = app.spawn.Semaphore(1)
    before = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            app.start(slots, asks_parent, "film")
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert (slots.get_value(), app.multiprocessing.active_children()) == (1, [])


# -- two threads, two protocols, two processes


class Slow(BaseHTTPRequestHandler):
    """Answers with a word of no known encoding, once it may."""

    protocol_version = "HTTP/1.1"
    may = threading.Event()

    def do_GET(self) -> None:
        """Answer every path."""
        self.may.wait(5)
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"well")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    """The address of such a service, which answers at once."""
    Slow.may.set()
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        Slow.may.set()
        server.shutdown()
        thread.join()


def test_two_threads_ask_one_courier(service: str) -> None:
    """One loop has one caller at a time, and leaving waits for it."""
    Slow.may.clear()
    with module("affinity/client_of_first_loop/fixed").courier(service) as ask:
        threading.Timer(0.2, Slow.may.set).start()
        assert in_threads(lambda: ask("lamp"), lambda: ask("sofa")) == ["well", "well"]


def test_a_log_of_no_known_encoding_is_read(service: str) -> None:
    """Its lines are text all the same."""
    with requests.Session() as session:
        session.trust_env = False
        assert module("pools/requests_stream/fixed").first_line(session, service, "e") == "well"


class Impatient(urllib3.HTTPConnectionPool):
    """A pool whose callers wait a moment for a connection."""

    def urlopen(self, *args: Any, **options: Any) -> Any:
        """The same, with a deadline for the pool."""
        return super().urlopen(*args, **{**options, "pool_timeout": 0.3})


def test_answers_that_are_open_together_need_a_pool_that_opens_more(service: str) -> None:
    """Where the pool blocks and has fewer connections than stations, they wait for themselves."""
    measure = module("harmless/discarded_connections/fixed").measure
    port = int(service.rpartition(":")[2])
    with Impatient("127.0.0.1", port, maxsize=2, block=True) as pool:
        with pytest.raises(EmptyPoolError):
            measure(pool, ["/a", "/b", "/c"])
        assert measure(pool, ["/a", "/b"]) == [b"well", b"well"]


def speaks(app: Any, kind: str, *opening: dict[str, str]) -> list[str]:
    """What an application sends in a conversation that is no request; a word each."""
    told, heard = iter(opening), list[str]()

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return next(told, {"type": f"{kind}.disconnect", "code": "1000"})

    async def send(message: dict[str, Any]) -> None:
        heard.append(message.get("text", message["type"]))

    scope = {"type": kind, "path": "/echo", "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    return heard


@pytest.fixture
def a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of some database."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://nobody@localhost/none")


@pytest.mark.usefixtures("a_database")
def test_a_websocket_goes_past_the_middleware() -> None:
    """Its messages are the route's alone."""
    app = module("fastapi/cancelled_request/fixed").app

    async def echo(socket: Any) -> None:
        await socket.accept()
        for _ in range(3):
            await socket.send_text(await socket.receive_text())

    app.router.add_websocket_route("/echo", echo)
    words = [{"type": "websocket.receive", "text": each} for each in ("one", "two", "three")]
    heard = speaks(app, "websocket", {"type": "websocket.connect"}, *words)
    assert heard == ["websocket.accept", "one", "two", "three"]


@pytest.mark.usefixtures("a_database")
@pytest.mark.parametrize("variant", ["buggy", "fixed"])
def test_a_deadline_of_requests_does_not_end_the_program(variant: str) -> None:
    """The lifespan of an application goes through the same middleware, and has none."""
    app = module(f"fastapi/cut_short/{variant}").app
    app.state.deadline = 0
    events = [{"type": f"lifespan.{each}"} for each in ("startup", "shutdown")]
    heard = speaks(app, "lifespan", *events)
    assert heard == [f"lifespan.{each}.complete" for each in ("startup", "shutdown")]


def test_a_connection_that_left_the_pool_is_off_the_ledger() -> None:
    """A detached connection is no longer the pool's, and nobody holds it there."""
    app = module("lifetime/hold_ledger/fixed")
    engine = create_engine("sqlite://", poolclass=QueuePool)
    holders = app.watch(engine)
    with engine.connect() as connection:
        assert len(app.oldest(holders)) == 1
        connection.detach()
        assert app.oldest(holders) == []
    engine.dispose()


FORKS = """
import os, sys, fixed

scratch = fixed.Scratch()
if not (child := os.fork()):
    sys.exit()
os.waitpid(child, 0)
print(scratch.folder.exists())
scratch.remove.detach()
"""


def test_a_forked_child_runs_the_finalizer_too() -> None:
    """A child that leaves by `sys.exit` removes the folder of its parent."""
    assert run_beside("leaks/finalizer", FORKS) == (b"False\n", 0)


def test_a_child_that_loses_later_is_not_tried() -> None:
    """The list of losses is about the call's own awaits."""
    losses = module("permits/every_await/fixed").losses

    async def main() -> list[Any]:
        slots = asyncio.Semaphore(1)

        async def child() -> None:
            await slots.acquire()
            await asyncio.sleep(0)
            slots.release()

        async def call() -> None:
            await asyncio.gather(child())

        found = await losses(call, lambda: slots._value)
        task = asyncio.create_task(call())
        while not slots.locked():
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        return [found, slots.locked()]

    assert asyncio.run(main()) == [{}, True]


def test_nobody_is_told_from_nothing_open() -> None:
    """A process that is not there has no list of descriptors, not an empty one."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    with pytest.raises(subprocess.CalledProcessError):
        module("diagnose/open_descriptors/fixed").descriptors(gone.pid)
