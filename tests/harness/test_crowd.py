"""Many callers at once: what is read while they stand, as they pass, and when nothing moves."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from one_run import Bed, hooks_restored

from harness.record.readings import Crowd, Outcome
from harness.run import passes
from harness.run.crowd import Gathering, ThreadCaller
from harness.run.settle import drive

# Two seats; a caller works in its seat, or goes elsewhere with it.
PLAIN = """
import threading
out = 0
seats = threading.BoundedSemaphore(2)
count = threading.Lock()
def add(number):
    global out
    with count:
        out += number
def sit(gate):
    seats.acquire()
    add(1)
    try:
        gate()
    finally:
        add(-1)
        seats.release()
def forget(gate):
    seats.acquire()
    add(1)
    gate()
def fails(gate):
    gate()
    raise ValueError("no")
def waits(gate):
    threading.Event().wait()
def waits_holding(gate):
    seats.acquire()
    add(1)
    threading.Event().wait()
def free(gate):
    pass
def keeps(gate):
    add(1)
    gate()
"""
ASYNC = """
import asyncio
out = 0
seats = None
async def sit(gate):
    global out, seats
    seats = seats or asyncio.BoundedSemaphore(2)
    async with seats:
        out += 1
        try:
            await gate()
        finally:
            out -= 1
async def forget(gate):
    global out, seats
    seats = seats or asyncio.BoundedSemaphore(2)
    await seats.acquire()
    out += 1
    await gate()
async def fails(gate):
    await gate()
    raise ValueError("no")
async def waits(gate):
    await asyncio.Event().wait()
async def waits_holding(gate):
    global out
    out += 1
    await asyncio.Event().wait()
async def free(gate):
    pass
async def keeps(gate):
    global out
    out += 1
    await gate()
"""


@pytest.fixture
def bed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bed]:
    """A run's folder; what ends late is given no time."""
    monkeypatch.setattr(passes, "ENDING", 0.0)
    with hooks_restored():
        yield Bed(tmp_path)


@pytest.fixture(params=[False, True], ids=["threads", "tasks"])
def is_async(request: pytest.FixtureRequest) -> bool:
    """Whether the callers are tasks."""
    return bool(request.param)


def gathered(bed: Bed, is_async: bool, call: str, where: str = "work", **fields: Any) -> Crowd:
    """Four callers of that function, who stand at one of the two gates."""

    def good(app: ModuleType, bench: Any) -> Any:
        gate = getattr(bench, where)
        return getattr(app, call)(gate.wait if is_async else gate)

    usual: dict[str, Any] = {
        "good": good, "bad": None, "crowd": 4, "capacity": 2, "patience": 0.15,
    }  # fmt: skip
    readings: Crowd = bed(ASYNC if is_async else PLAIN, **{**usual, **fields})
    return readings


def words(crowd: Crowd) -> tuple[str, str]:
    """How one more caller fared while the crowd stood, and after it."""
    return crowd.refused.word, crowd.next_caller.word


def test_callers_pass_one_by_one(bed: Bed, is_async: bool) -> None:
    """Two sit and two wait; as one goes the next comes, until none is left."""
    crowd = gathered(bed, is_async, "sit")
    assert (crowd.callers, crowd.peak, crowd.at_work, crowd.elsewhere) == (4, 2, 2, 0)
    assert crowd.readings == (2, 2, 1, 0)
    assert (crowd.finished, crowd.endings, crowd.stuck) == (4, {"served": 4}, ())
    assert (crowd.after, words(crowd)) == (0, ("waits", "served"))
    assert 0.15 <= crowd.seconds < 5
    assert crowd.seconds == round(crowd.seconds, 3)
    assert not bed.run.bench.work.closed


def test_callers_elsewhere_are_told_apart(bed: Bed, is_async: bool) -> None:
    """They hold their seats while they stand at the other gate."""
    crowd = gathered(bed, is_async, "sit", "elsewhere")
    assert (crowd.peak, crowd.at_work, crowd.elsewhere) == (2, 0, 2)
    assert (crowd.readings, words(crowd)) == ((2, 2, 1, 0), ("waits", "served"))
    assert not bed.run.bench.elsewhere.closed


def test_callers_with_room_for_all_stand_at_once(bed: Bed, is_async: bool) -> None:
    """Without a capacity all of them are expected at the gate."""
    crowd = gathered(bed, is_async, "fails", capacity=None, patience=9.0)
    assert (crowd.at_work, crowd.peak) == (4, 0)
    assert crowd.seconds < 5
    assert crowd.readings == (0, 0, 0, 0)
    assert crowd.endings == {"ValueError": 4}
    assert words(crowd) == ("ValueError", "ValueError")


def test_more_than_there_is_room_for_are_not_waited_for(bed: Bed, is_async: bool) -> None:
    """They stand at the gate all the same: the capacity is of something else."""
    crowd = gathered(bed, is_async, "fails", capacity=1, patience=9.0)
    assert (crowd.at_work, crowd.endings) == (4, {"ValueError": 4})
    assert crowd.seconds < 5


def test_units_that_nobody_gives_back_are_out(bed: Bed, is_async: bool) -> None:
    """Two finish and keep their seats, two are stuck, and so is everybody after them."""
    crowd = gathered(bed, is_async, "forget")
    assert (crowd.peak, crowd.finished, crowd.after) == (2, 2, 2)
    assert crowd.readings == (2, 2)
    assert crowd.endings == {"served": 2}
    assert words(crowd) == ("waits", "waits")
    assert len(crowd.stuck) == 2
    line = "await seats.acquire()" if is_async else "seats.acquire()"
    assert {next(e for e in each.stack if e.startswith("fixed")) for each in crowd.stuck} == {
        f"fixed.py, in forget: {line}"
    }
    assert {each.kind for each in crowd.stuck} == {"waits"}
    inner = "locks.py, in acquire: " if is_async else "threading.py, in wait: "
    assert all(each.stack[-1].startswith(inner) for each in crowd.stuck)


def test_what_one_more_caller_leaves_is_not_the_crowds(bed: Bed, is_async: bool) -> None:
    """It went away with a unit; nor is that counted in what came after."""
    crowd = gathered(bed, is_async, "forget", capacity=None, crowd=1)
    assert (crowd.peak, crowd.readings, crowd.after) == (1, (1,), 1)
    assert words(crowd) == ("served", "waits")
    crowd = gathered(bed, is_async, "keeps", capacity=None, crowd=3)
    assert (crowd.peak, crowd.readings, crowd.after) == (3, (3, 3, 3), 4)


def test_what_comes_back_meanwhile_is_no_debt(bed: Bed) -> None:
    """One more caller leaves nothing out, or something, and never less than nothing."""
    run = bed.prepare(PLAIN, good=lambda app, bench: app.free(None), bad=None, crowd=2)
    meter: Any = SimpleNamespace(is_async=False, app=run.app, world=run.bench, out=lambda: 2)
    gathering = Gathering(run.scenario, run.bench, meter, 0.1)
    assert drive(gathering.one_more(3)) == (Outcome("returned"), 0)
    assert drive(gathering.one_more(1)) == (Outcome("returned"), 1)


def test_a_caller_that_never_ends_keeps_no_process() -> None:
    """Its thread is a daemon."""
    assert ThreadCaller(int)._thread.daemon


def test_callers_that_never_come_are_stuck(bed: Bed, is_async: bool) -> None:
    """They hold nothing; nobody was let through."""
    crowd = gathered(bed, is_async, "waits")
    assert (crowd.peak, crowd.at_work, crowd.readings) == (0, 0, ())
    assert (crowd.finished, len(crowd.stuck), crowd.endings) == (0, 4, {})
    assert (crowd.after, words(crowd)) == (0, ("waits", "waits"))


def test_callers_that_hold_and_wait_are_stuck(bed: Bed, is_async: bool) -> None:
    """They are out as long as anyone looks, and one more leaves its own."""
    crowd = gathered(bed, is_async, "waits_holding", crowd=2, capacity=None)
    assert (crowd.peak, crowd.finished, len(crowd.stuck)) == (2, 0, 2)
    assert crowd.after >= 2


def test_callers_that_need_no_gate_are_done(bed: Bed, is_async: bool) -> None:
    """Nobody stands anywhere, and no one is waited for."""
    crowd = gathered(bed, is_async, "free", patience=9.0)
    assert (crowd.peak, crowd.at_work, crowd.readings, crowd.finished) == (0, 0, (), 4)
    assert words(crowd) == ("served", "served")
    assert crowd.seconds < 5


def test_a_call_that_raises_a_baseexception_ends_its_caller(bed: Bed, is_async: bool) -> None:
    """And neither the thread's hook nor the loop hears of it."""
    code = "SystemExit" if not is_async else "KeyboardInterrupt"
    plain = f"\ndef ends(gate):\n    raise {code}('no')\n"
    text = (ASYNC if is_async else PLAIN) + plain.replace("def", "async def" if is_async else "def")

    def good(app: ModuleType, bench: Any) -> Any:
        return app.ends(None)

    crowd = bed(text, good=good, bad=None, crowd=2, patience=0.15)
    assert crowd.endings == {code: 2}
    assert crowd.aftermath.warnings == ()


@pytest.mark.parametrize(("coming", "there"), [(5, 5), (3, 3), (0, 0)])
def test_a_crowd_is_waited_for_as_long_as_somebody_comes(bed: Bed, coming: int, there: int) -> None:
    """Each caller may take the whole patience; whoever is the last of those who come ends it."""
    waits: list[int] = []
    run = bed.prepare(PLAIN, good=lambda app, bench: app.free(None), bad=None, crowd=5)
    meter: Any = SimpleNamespace(is_async=False, app=run.app, world=run.bench)
    gathering = Gathering(run.scenario, run.bench, meter, 0.1)
    gathering.callers = [None] * 5  # type: ignore[list-item]

    async def comes_to(done: Any) -> bool:
        waits.append(min(len(waits) + 1, coming))
        return bool(done())

    gathering.comes_to = comes_to  # type: ignore[method-assign]
    drive(gathering.all_come(lambda: waits[-1] if waits else 0))
    assert (waits[-1], len(waits)) == (there, min(coming + 1, 5))
