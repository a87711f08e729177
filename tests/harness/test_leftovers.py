"""What a run leaves behind: how it is counted, compared and worded."""

import ctypes
import gc
import logging
import os
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.record.readings import Leftover
from harness.run import leftovers
from harness.run.leftovers import Notices, placeless
from harness.run.scenario import Bench

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench with a folder of its own and no server."""
    return Bench(tmp_path, tmp_path, {}, lambda server, question: 7)


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> Iterator[Notices]:
    """Notices that listen during one test."""
    logger = logging.getLogger("asyncio")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "propagate", True)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    with warnings.catch_warnings():
        yield Notices()


def more(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What there is more of."""
    return {kind: after[kind] - before[kind] for kind in after if after[kind] != before[kind]}


def test_each_kind_is_counted(
    bench: Bench, notices: Notices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A descriptor, a thread, a child, files below the folder, a segment that is there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path.parent))
    before = leftovers.count(bench, notices)
    assert (before["file"], before["shared memory"]) == (0, 0)
    number = os.open(os.devnull, os.O_RDONLY)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    (tmp_path / "deep").mkdir()
    for name in ("one", "deep/two", "deep/three"):
        (tmp_path / name).write_text("")
    notices.shared |= {str(tmp_path / "one"), str(tmp_path / "gone")}
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    after = leftovers.count(bench, notices)
    child.communicate()
    stop.set()
    thread.join()
    os.close(number)
    assert more(before, after) == {
        "descriptor": 2, "thread": 1, "child process": 1, "file": 3, "shared memory": 1,
    }  # fmt: skip


def test_sessions_are_counted_where_there_is_a_server(bench: Bench, notices: Notices) -> None:
    """The server is asked, from outside."""
    assert "server session" not in leftovers.count(bench, notices)
    bench.urls["postgres"] = "postgres://there"
    asked: list[tuple[str, str]] = []
    bench.ask = lambda server, question: len(asked.append((server, question)) or asked)  # type: ignore[func-returns-value]
    assert leftovers.count(bench, notices)["server session"] == 1
    assert asked == [("postgres", "sessions")]


def test_orphans_are_the_parents_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are alive, this process left out: a zombie only waits to be reaped."""
    zombie = subprocess.Popen(["true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    alive = subprocess.Popen(["cat"], stdin=subprocess.PIPE)
    asked: list[int] = []

    def children(process: int) -> list[int]:
        asked.append(process)
        return [os.getpid(), zombie.pid, alive.pid, os.getppid()]

    monkeypatch.setattr(leftovers, "children_of", children)
    assert leftovers.count_orphans() == 2
    assert asked == [os.getppid()]
    alive.communicate()
    zombie.wait()
    assert leftovers.count_orphans() == 1
    assert not leftovers.is_alive(alive.pid)


def test_what_is_more_than_before_is_left() -> None:
    """Above the count from before the set-up, early or late; growth is never below nothing."""
    before = {"a": 1, "b": 1, "c": 5, "d": 1, "e": 2}
    early = {"a": 1, "b": 3, "c": 4, "d": 2, "e": 2}
    late = {"a": 1, "b": 2, "c": 3, "d": 1, "e": 3}
    half, end = {"b": 1, "d": 4}, {"b": 3, "d": 2, "e": 9}
    counts = [{**each, "timer": 3} for each in (before, early, late)]
    assert [*leftovers.compare(*counts, {**half, "timer": 4}, {**end, "timer": 4}, 1)] == [
        Leftover("b", 2, 1, 2),
        Leftover("d", 1, 0, 0),
        Leftover("e", 0, 1, 9),
    ]
    timers = ({"timer": 1}, {"timer": 1}, {"timer": 1}, {"timer": 2}, {"timer": 5})
    assert [*leftovers.compare(*timers, 4)] == [Leftover("timer", 3, 3, 3)]
    assert [*leftovers.compare(*timers, 5)] == []  # fewer than the calls: something got warm
    assert [*leftovers.compare(*timers[:3], {}, {}, 1)] == []


def test_what_the_collector_freed() -> None:
    """Of what each call leaves more; a thread ends by itself."""
    before = {"a": 3, "b": 3, "thread": 3, "c": 3, "d": 3}
    after = {"a": 1, "b": 3, "thread": 1, "c": 1, "d": 1}
    assert leftovers.freed(before, after, {"a": 1, "b": 1, "thread": 1, "c": 0}) == [
        Leftover("a", 2, 0, 1)
    ]


def test_a_child_adopts_orphans() -> None:
    """What a child leaves running becomes ours, where the kernel can."""
    code = """
import os, subprocess, sys
from harness.run.gauges import children_of
from harness.run.leftovers import adopt_orphans
if "adopt" in sys.argv:
    adopt_orphans()
child = "import subprocess; print(subprocess.Popen(['sleep', '60'], stdout=-3, stderr=-3).pid)"
orphan = int(subprocess.run([sys.executable, "-c", child], capture_output=True).stdout)
print(orphan in children_of())
os.kill(orphan, 9)
"""
    for word, adopted in (("adopt", "True"), ("leave", "False")):
        done = subprocess.run([sys.executable, "-c", code, word], capture_output=True, text=True)
        assert done.stdout.strip() == adopted, done.stderr


def test_memory_is_counted_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large block exactly, a small one for 128 bytes; without glibc small ones alone."""
    gc.collect()
    before = leftovers.allocated()
    block = bytearray(1 << 20)
    grown = leftovers.allocated() - before
    assert (1 << 20) <= grown < (1 << 20) + 64 * 1024
    large = bytearray(1 << 26)  # beyond what the heap takes: a mapping of its own
    assert leftovers.allocated() - before > (1 << 26)
    assert len(block) < len(large)
    monkeypatch.setattr(sys, "getallocatedblocks", lambda: 1000)
    assert leftovers.allocated() > 128_000
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert leftovers.allocated() == 128_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Thing at 0x7f3a>", "<Thing at 0x…>"),
        ("fd=12, laddr=('127.0.0.1', 4711)", "fd=…, laddr=('127.0.0.1', …)"),
        ("('::1', 4711) ('localhost', 1)", "('::1', …) ('localhost', …)"),
        ("subprocess 12 pid=13 PID 14 port 5432", "subprocess … pid=… PID … port …"),
        ("Task-12 Thread-3 worker-4 process 9", "Task-… Thread-… worker-… process …"),
        ("http://127.0.0.1:80/ localhost:81 [::1]:82", "http://127.0.0.1:…/ localhost:… [::1]:…"),
        ("database leakbook_12", "database leakbook_…"),
        ("'/tmp/leak-book-x_1/work/a'", "'…/work/a'"),
        ("('127.0.77.1', 4441) 127.0.77.1:4", "('127.0.77.1', …) 127.0.77.1:…"),
        ("'a/tmp_ab12xyz'", "'a/tmp…'"),
        (f"at {ROOT}/examples/a.py:3", "at examples/a.py:3"),
        ("12 of 30 rows, line 7", "12 of 30 rows, line 7"),
    ],
)
def test_a_text_loses_what_is_chance(text: str, said: str) -> None:
    """Addresses, descriptors, processes, ports and names of folders; other numbers stay."""
    assert placeless(text) == said


class Fails:
    """A destructor that fails."""

    def __del__(self) -> None:
        """Raise."""
        raise OSError("gone at 0x12")


def test_warnings_and_lost_errors_are_noted(notices: Notices) -> None:
    """In order; each warning every time, a thread's end by `SystemExit` not at all."""
    for _ in range(2):
        warnings.warn("odd at 0x12", UserWarning, stacklevel=1)
    Fails()
    for error in (ValueError("no"), SystemExit(1)):
        thread = threading.Thread(target=fails, args=(error,))
        thread.start()
        thread.join()
    assert notices.texts == [
        "UserWarning: odd at 0x…",
        "UserWarning: odd at 0x…",
        "OSError: gone at 0x…",
        "in a thread: ValueError: no",
    ]
    assert notices.since(0) == tuple(sorted(set(notices.texts)))
    assert notices.since(3) == ("in a thread: ValueError: no",)
    assert notices.since(4) == ()


def fails(error: BaseException) -> None:
    """Raise it."""
    raise error


def test_what_asyncio_logs_is_noted(notices: Notices) -> None:
    """An error by its first line; a task that was lost is counted; no one else reads it."""
    logger = logging.getLogger("asyncio")
    logger.warning("slow")
    logger.error("Task exception was never retrieved\nfuture: <Task>")
    for _ in range(2):
        logger.error("Task was destroyed but it is pending!\ntask: <Task>")
    assert notices.texts == ["asyncio: Task exception was never retrieved"]
    assert notices.lost_tasks == 2
    assert not logger.propagate


def test_nobody_waits_for_what_others_take_away() -> None:
    """Where units are lost anyway, sessions and threads are chance, and so is what goes late."""
    rest = [
        Leftover("server session", 1, 1, 1),
        Leftover("thread", 1, 0, 0),
        Leftover("file", 1, 0, 0),
        Leftover("file", 1, 1, 0),
        Leftover("descriptor", 1, 0, 1),
    ]
    assert leftovers.steady(rest) == rest[3:]
