"""Runs go on beside each other, are told in their order, and end with the tests."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from one_project import lives_in

from harness.abreast import Abreast
from harness.process.runner import RunFailed, Runner
from harness.record.examples import ROOT
from harness.run.settle import drive, settle

PATIENCE = 60
STAYS = '''"""Tell a pipe that a call has begun, and keep it open for ever."""

import signal


def stay(pipe):
    with open(pipe, "wb", buffering=0) as end:
        end.write(b"x")
        signal.pause()
'''
SCENARIO = '''"""A call that never ends."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.stay({pipe!r}),
    bad=lambda app, bench: app.stay({pipe!r}),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
'''


class Item:
    """An item whose work is a function; ``prepared`` says that its turn to begin has come."""

    def __init__(self, work: Callable[[], Any]) -> None:
        """Nothing is begun."""
        self.work, self.prepared = work, False

    def prepare(self) -> Callable[[Runner], Any]:
        """Give the work back, or raise what it raises in the main thread."""
        self.prepared = True
        return lambda runner: self.work()


@pytest.fixture
def abreast() -> Iterator[Abreast]:
    """Two at a time."""
    made = Abreast(2)
    yield made
    made.close()


def test_two_go_on_beside_each_other(abreast: Abreast) -> None:
    """The first item ends only when the second has begun, and is told first all the same."""
    both = threading.Barrier(2, timeout=PATIENCE)
    items = [Item(both.wait), Item(both.wait), Item(lambda: "third")]
    abreast.expect(items)
    told = [abreast.result(item)[0] for item in items]
    assert sorted(told[:2]) == [0, 1]
    assert told[2] == "third"


def test_no_more_than_so_many_at_once(abreast: Abreast) -> None:
    """Each work has a warm parent for itself: there are as many as go on beside each other."""
    going, most, lock = [0], [0], threading.Lock()
    turn = threading.Barrier(2, timeout=PATIENCE)

    def work() -> None:
        with lock:
            going[0] += 1
            most[0] = max(most[0], going[0])
        turn.wait()
        with lock:
            going[0] -= 1
        turn.wait()

    items = [Item(work) for _ in range(8)]
    abreast.expect(items)
    for item in items:
        abreast.result(item)
    assert most == [2]


def test_an_error_is_told_at_its_items_turn(abreast: Abreast) -> None:
    """What the second item cannot do is no failure of the first, which began it."""
    second = Item(lambda: None)
    begun = threading.Event()

    def refuse() -> Callable[[Runner], Any]:
        begun.set()
        raise LookupError("no such thing")

    second.prepare = refuse  # type: ignore[method-assign]
    first = Item(lambda: begun.wait(PATIENCE))
    abreast.expect([first, second])
    assert abreast.result(first)[0] is True
    with pytest.raises(LookupError, match="no such thing"):
        abreast.result(second)


def test_what_was_not_expected_is_worked_on_as_well(abreast: Abreast) -> None:
    """A worker of pytest-xdist hears of an item when it is to run."""
    assert abreast.result(Item(lambda: "done"))[0] == "done"


def test_an_ended_runner_starts_nothing() -> None:
    """A thread that comes too late starts no warm parent that nobody would end."""
    runner = Runner()
    runner.close()
    with pytest.raises(RunFailed, match="the tests were ended before it ran"):
        runner.run({"imports": []}, lambda server, question: 0)


class Staying:
    """A copy of the harness with three examples whose calls never end."""

    def __init__(self, folder: Path) -> None:
        """Lay it out."""
        self.folder, self.pipe = folder, folder / "pipe"
        os.mkfifo(self.pipe)
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "harness", folder / "harness", ignore=ignored)
        for name in ("conftest.py", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)
        for name in ("one", "three", "two"):
            case = folder / "examples" / "topic" / name
            case.mkdir(parents=True)
            (case / "fixed.py").write_text(STAYS)
            (case / "scenario.py").write_text(SCENARIO.format(pipe=str(self.pipe)))

    def start(self, *options: str) -> "subprocess.Popen[str]":
        """Run pytest in a session of its own, as a terminal does."""
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", "examples", "-q", *options],
            cwd=self.folder,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def left(self) -> list[str]:
        """Processes that live here, temporary folders, and records or halves of them."""
        made = [*self.temporary.glob("leak*"), *(self.folder / "build").rglob("*.*")]
        alive = [each for each in Path("/proc").glob("[0-9]*") if lives_in(each, self.folder)]
        return [path.name for path in made + alive]


@pytest.mark.parametrize(
    ("how", "options"),
    [
        (signal.SIGINT, ("--abreast", "3")),
        (signal.SIGTERM, ("--abreast", "3")),
        (signal.SIGKILL, ("--abreast", "3")),
        (signal.SIGINT, ("-n", "3")),
    ],
)
def test_nothing_is_left_of_runs_that_were_stopped(
    how: signal.Signals, options: tuple[str, ...], tmp_path: Path
) -> None:
    """Ctrl-C in the middle of three runs leaves no process, no folder and no half record."""
    staying = Staying(tmp_path)
    process = staying.start(*options)
    with staying.pipe.open("rb", buffering=0) as pipe:
        heard = b""
        while len(heard) < 3:
            heard += pipe.read(3)
        os.killpg(process.pid, how)
        output, _ = process.communicate(timeout=PATIENCE)
        rest = pipe.read()  # until every process that has the pipe is gone
    assert (heard, rest) == (b"xxx", b""), output
    assert process.returncode == (2 if how is signal.SIGINT else -how), output
    drive(settle(lambda: not staying.left(), PATIENCE, False))  # who was killed tidies nothing
    assert staying.left() == [], output
