"""What a run's process does with its job, in the test's own process; and one request to an app."""

import asyncio
import gc
import itertools
import json
import os
import random
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from one_run import hooks_restored

from harness.run import asgi, child, leftovers
from harness.run.child import ADDRESSES, FAULTS, load, report, watch_files

CODE = """
import random
import colorsys
number = random.random()
def use(fail=False):
    gc.collect()
    if fail:
        raise ValueError("no")
import gc
"""
SCENARIO = """
from harness import Promise, Scenario, gauges
scenario = Scenario(
    gauge=gauges.entries(lambda app, bench: [], "entry"),
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.use(True),
    capacity=1,
    fixed=Promise("drains"),
)
"""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A job, with a private folder; what it changes in this process is as it was afterwards."""
    for name, text in (("fixed", CODE), ("scenario", SCENARIO)):
        (tmp_path / f"{name}.py").write_text(text)
    (tmp_path / "private" / "work").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(gc, "collect", gc.collect)
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    segments = sys.modules.get("_posixshmem") or __import__("_posixshmem")
    monkeypatch.setattr(segments, "shm_open", segments.shm_open)
    for name in ADDRESSES.values():
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(leftovers, "count_orphans", lambda: 0)  # our parent is no warm one
    state = random.getstate()
    with hooks_restored():
        yield {
            "example": str(tmp_path), "folder": str(tmp_path / "private" / "work"),
            "variant": "fixed", "mode": "drop", "first": True, "proves": True, "urls": {},
        }  # fmt: skip
    random.setstate(state)
    for name in ("fixed", "scenario"):
        sys.modules.pop(name, None)


def told(job: dict[str, Any], *answers: int) -> tuple[list[Any], dict[str, Any]]:
    """What the child asks, and what it reports."""
    mine, theirs = socket.socketpair()
    with mine, theirs:
        mine.sendall(b"".join(b"%d\n" % answer for answer in answers))
        mine.shutdown(socket.SHUT_WR)  # one question more is an error, and no endless wait
        report(job, theirs)
        theirs.shutdown(socket.SHUT_WR)
        lines = [json.loads(line) for line in mine.makefile("rb")]
    return [line["ask"] for line in lines[:-1]], lines[-1]


def test_a_pass_is_reported(job: dict[str, Any]) -> None:
    """Its readings, what it imported, how long the example took; nothing strayed."""
    asked, message = told(job)
    assert asked == []
    assert [call["kind"] for call in message["readings"]["calls"]] == ["good", "bad"] * 3
    assert message["readings"]["calls"][1]["outcome"]["error"] == "ValueError"
    assert (message["strays"], message["imported"].count("colorsys")) == ([], 1)
    assert "json" not in message["imported"]
    assert {*message} == {"readings", "seconds", "strays", "ran", "imported"}
    assert message["ran"] == [5, 6, 7, 8]
    assert sys.path[0] == job["example"]


def test_the_import_and_the_calls_take_time(
    job: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fourteen calls, the set-up and its end, and the import: seven seconds each."""
    clock = itertools.count(100, 7)
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    assert told(job)[1]["seconds"] == 7 * (14 + 2 + 1)


def test_each_run_draws_the_same_numbers(job: dict[str, Any]) -> None:
    """Chance begins at the same point in every process."""
    told(job)
    first = sys.modules["fixed"].number
    told(job)
    assert sys.modules["fixed"].number == first == random.Random(0).random()


def test_the_mode_and_the_proof_are_the_jobs(job: dict[str, Any]) -> None:
    """A pinned pass makes one round; a pass that has to prove nothing may provoke nothing."""
    _, message = told({**job, "mode": "pin"})
    assert len(message["readings"]["calls"]) == 2
    Path(job["example"], "fixed.py").write_text("def use(fail=False):\n    return 1\n")
    same = SCENARIO.replace("app.use(True)", "app.use()")
    Path(job["example"], "scenario.py").write_text(same)
    assert told({**job, "proves": False})[1]["readings"]["calls"]
    assert told({**job, "first": False})[1]["readings"]["aftermath"]["lines"] == []


def test_the_gate_is_reported(job: dict[str, Any]) -> None:
    """Its faults, whether these were all, and where the next process goes on."""
    _, message = told({**job, "mode": FAULTS, "done": 0})
    assert (message["finished"], message["done"] > 0) == (True, True)
    count = message["done"]
    assert {fault["loss"] for fault in message["faults"]} == {""}
    assert {*message} == {"faults", "finished", "done", "strays", "ran", "imported"}
    _, message = told({**job, "mode": FAULTS, "done": count - 1})
    assert (len(message["faults"]), message["done"]) == (1, count)


def test_questions_are_asked_and_addresses_are_told(job: dict[str, Any]) -> None:
    """The server is asked outside; the example finds its address where it looks."""
    scenario = SCENARIO.replace("capacity=1", 'capacity=1, needs=("postgres",)')
    scenario = scenario.replace("    good=", "    setup=setup, good=")
    setup = "def setup(app, bench):\n    yield bench.ask('postgres', 'sessions')\n"
    Path(job["example"], "scenario.py").write_text(setup + scenario)
    urls = {"postgres": "postgres://there"}
    asked, _ = told({**job, "urls": urls}, *([7] * 90))
    assert asked[0] == ["postgres", "sessions"]
    assert os.environ["DATABASE_URL"] == "postgres://there"
    assert os.environ["SERVICE_URL"] == ""


def test_segments_that_stay_are_removed(job: dict[str, Any]) -> None:
    """They are counted, and outlive no run."""
    code = "from multiprocessing import shared_memory, resource_tracker\nmade = []\n"
    code += (
        "def use(fail=False):\n    made.append(shared_memory.SharedMemory(create=True, size=9))\n"
    )
    code += "    resource_tracker.unregister(made[-1]._name, 'shared_memory')\n    return fail\n"
    Path(job["example"], "fixed.py").write_text(code)
    _, message = told(job)
    left = {each["kind"]: each for each in message["readings"]["aftermath"]["leftovers"]}
    assert left["shared memory"]["late"] >= 8
    names = [each.name for each in sys.modules["fixed"].made]
    assert not any(os.path.exists(f"/dev/shm/{name}") for name in names)
    for each in sys.modules["fixed"].made:
        each.close()


def test_a_module_is_loaded_by_its_path(tmp_path: Path) -> None:
    """Under the name that is asked for."""
    (tmp_path / "x.py").write_text("name = __name__\n")
    module = load(tmp_path / "x.py", "other")
    assert (module.name, sys.modules.pop("other")) == ("other", module)


def test_paths_that_are_written_elsewhere(tmp_path: Path) -> None:
    """What is opened for writing, outside the private folder; segments go elsewhere."""
    shared: set[str] = set()
    inside = tmp_path / "private"
    inside.mkdir()
    link = tmp_path / "link"
    link.symlink_to(inside)
    with hooks_restored() as hooks:
        strays = watch_files(link, shared)
        [audit] = hooks
    for path, flags in (
        (str(link / "a"), os.O_WRONLY),
        (str(inside / "a"), os.O_RDWR),
        (b"/tmp/read", os.O_RDONLY | os.O_CLOEXEC),
        ("/dev/null", os.O_WRONLY),
        ("/proc/self/mem", os.O_RDWR),
        (3, os.O_WRONLY),
        ("/dev/shm/made", os.O_CREAT | os.O_RDWR),
        ("/dev/shm/opened", os.O_RDWR),
        (b"/tmp/write", os.O_WRONLY),
        ("/tmp/both", os.O_RDWR),
        ("/tmp/made", os.O_CREAT),
    ):
        audit("open", (path, "w", flags))
        audit("os.remove", ("/tmp/removed", None, os.O_WRONLY))
    assert strays == ["/tmp/write", "/tmp/both", "/tmp/made"]
    assert shared == {"/dev/shm/made"}


def test_segments_that_are_made_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening one is no audit event; nor is one that is only opened noted."""
    segments = __import__("_posixshmem")
    calls: list[tuple[str, int, int]] = []

    def shm_open(path: str, flags: int, mode: int) -> int:
        calls.append((path, flags, mode))
        return 9

    monkeypatch.setattr(segments, "shm_open", shm_open)
    shared: set[str] = set()
    child.watch_segments(shared)
    assert segments.shm_open("/made", os.O_CREAT | os.O_RDWR) == 9
    assert segments.shm_open("/opened", os.O_RDWR, 0o600) == 9
    assert calls == [("/made", os.O_CREAT | os.O_RDWR, 0o777), ("/opened", os.O_RDWR, 0o600)]
    assert shared == {"/dev/shm/made"}


def test_a_platform_without_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to watch."""
    monkeypatch.setitem(sys.modules, "_posixshmem", None)
    child.watch_segments(set())


async def echo(scope: dict[str, Any], receive: asgi.Receive, send: asgi.Send) -> None:
    """Answer with the request and what comes after it."""
    seen: list[Any] = [await receive()]
    await send({"type": "http.response.start", "status": 201, "headers": []})
    await send({"type": "http.response.body", "body": b"one", "more_body": True})
    if scope["path"] == "/stays":
        seen.append(await receive())
    await send({"type": "http.response.body", "body": b"two"})
    scopes.append((scope, seen))


scopes: list[tuple[dict[str, Any], list[Any]]] = []


def test_a_request_to_an_application() -> None:
    """Status and body of the response; the client stays until it is told to leave."""

    async def both() -> list[asgi.Response]:
        first = await asgi.request(echo, "GET", "/path?a=1&b=2")
        leave = asyncio.Event()
        leave.set()
        return [first, await asgi.request(echo, "POST", "/stays", leave)]

    scopes.clear()
    first, second = asyncio.run(both())
    assert (first.status, first.body, first.started.is_set()) == (201, b"onetwo", True)
    assert (second.status, second.body) == (201, b"onetwo")
    scope, seen = scopes[0]
    assert scope == {
        "type": "http", "method": "GET", "scheme": "http", "asgi": {"version": "3.0"},
        "http_version": "1.1", "path": "/path", "raw_path": b"/path", "root_path": "",
        "query_string": b"a=1&b=2", "headers": [], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }  # fmt: skip
    assert seen == [{"type": "http.request", "body": b"", "more_body": False}]
    assert scopes[1][1][1] == {"type": "http.disconnect"}


def test_a_client_that_never_leaves() -> None:
    """The application waits for it, and has started to answer."""

    async def waits() -> bool:
        task = asyncio.ensure_future(asgi.request(echo, "GET", "/stays"))
        for _ in range(9):
            await asyncio.sleep(0)
        done = task.done()
        task.cancel()
        await asyncio.wait({task})
        return done

    assert not asyncio.run(waits())
    assert (asgi.Response().status, asgi.Response().body) == (0, b"")
    assert not asgi.Response().started.is_set()


def test_what_an_application_raises_is_raised() -> None:
    """As a server would see it."""

    async def fails(*_: Any) -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        asyncio.run(asgi.request(fails, "GET", "/"))
    with pytest.raises(OSError, match="gone"):
        asyncio.run(asgi.connect(fails, "/"))


def test_a_websocket_is_listened_to() -> None:
    """Its texts are heard, nothing else; the client says nothing after the opening."""
    seen: list[Any] = []

    async def talks(scope: dict[str, Any], receive: asgi.Receive, send: asgi.Send) -> None:
        seen.append((scope["type"], scope["scheme"], scope["path"], await receive()))
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "text": "one"})
        waiting = asyncio.ensure_future(receive())
        for _ in range(9):
            await asyncio.sleep(0)
        seen.append(waiting.done())
        waiting.cancel()
        await send({"type": "websocket.send", "text": "two"})

    assert asyncio.run(asgi.connect(talks, "/live")) == ["one", "two"]
    assert seen == [("websocket", "ws", "/live", {"type": "websocket.connect"}), False]
