"""One pass over a scenario's calls: what is read when, what is kept, and what is left over."""

import asyncio
import gc
import itertools
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_readings import ending
from one_run import CODE, Bed, hooks_restored

from harness.record.readings import Leftover, Outcome, Pass
from harness.run import gauges, passes
from harness.run.gauges import Gauge
from harness.run.passes import described, is_async, said
from harness.run.scenario import BadScenario
from harness.run.settle import drive

LOSES = {"good": lambda app, world: app.lose(), "bad": lambda app, world: app.lose(True)}


@pytest.fixture
def bed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bed]:
    """A run's folder; what ends late is given little time."""
    monkeypatch.setattr(passes, "ENDING", 0.6)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(passes, "CALL_DEADLINE", 0.5)
    with hooks_restored():
        yield Bed(tmp_path)


def outs(run: Pass) -> str:
    """The calls of a pass: kind, most during, out after."""
    return " ".join(f"{call.kind[0]}{call.during}/{call.out}" for call in run.calls)


def ends(run: Pass) -> list[int]:
    """The readings of a pass before and after its calls."""
    return [run.start, run.dropped, run.waited, run.collected, run.after_release]


def kinds(run: Pass) -> dict[str, Leftover]:
    """What is left over, by kind."""
    return {each.kind: each for each in run.aftermath.leftovers}


@pytest.mark.parametrize("mode", ["drop", "keep", "pin", "strict"])
def test_what_gives_back_reads_zero(bed: Bed, mode: str) -> None:
    """One unit during each call, none after it, in every mode; and nothing is left over."""
    run = bed(mode=mode, capacity=2)
    calls = 1 if mode == "pin" else 6
    assert outs(run) == " ".join(["g1/0 b1/0"] * calls)
    assert ends(run) == [0, 0, 0, 0, 0]
    assert run.next_caller == ending("served")
    assert kinds(run) == {}
    assert [call.outcome for call in run.calls[:2]] == [ending("served"), ending("ValueError/no")]


def test_the_calls_end_when_all_units_are_out(bed: Bed) -> None:
    """A capacity of three is used up by three bad calls; the next caller is a good one."""
    run = bed(capacity=3, **LOSES)
    assert outs(run) == "g1/0 b1/1 g2/1 b2/2 g3/2 b3/3"
    assert ends(run) == [0, 3, 3, 3, 3]
    assert run.next_caller == ending("served")


def test_the_next_caller_meets_what_is_used_up(bed: Bed) -> None:
    """Bad calls go on until all units are out, if some are; at most as many as there are units."""
    code = CODE + "\ncalls = []\ndef tell(fail):\n    calls.append(fail)\n    lose(fail)\n"
    steps = {"good": lambda app, w: app.tell(False), "bad": lambda app, w: app.tell(True)}
    run = bed(code, capacity=9, pattern="gggb", mode="pin", **steps)
    assert outs(run) == "g1/0 g1/0 g1/0 b1/1"
    assert bed.run.app.calls == [False] * 4 + [True]  # one to get ready; a pinned pass asks no one
    run = bed(code, capacity=None, pattern="b" * 24, first=False, **steps)
    assert bed.run.app.calls == [False] + [True] * 24 + [False]
    code += (
        "def sometimes(fail):\n    calls.append(fail)\n    if len(calls) == 3:\n        take()\n"
    )
    steps = {"good": lambda app, w: app.sometimes(False), "bad": lambda app, w: app.sometimes(True)}
    run = bed(code, capacity=4, pattern="b", first=False, **steps)
    assert bed.run.app.calls == [False] + [True] * 12 + [True] * 4 + [False]
    assert ends(run) == [0, 1, 1, 1, 1]


def test_no_one_takes_more_where_nothing_is_out(bed: Bed) -> None:
    """The next caller is the first call after the load."""
    code = "out = 0\ncalls = []\ndef use(fail=False):\n    calls.append(fail)\n"
    bed(code, capacity=3, pattern="gb", first=False)
    assert bed.run.app.calls == [False] + [False, True] * 9 + [False]


def test_a_good_call_alone(bed: Bed) -> None:
    """Without a bad call there is nothing to get ready for, and the next caller is as the rest."""
    code = CODE + "\ncalls = []\ndef tell():\n    calls.append(1)\n"
    alone = {"good": lambda app, world: app.tell(), "bad": None}
    run = bed(code, pattern="g", capacity=2, first=False, **alone)
    assert (len(run.calls), len(bed.run.app.calls)) == (6, 7)
    run = bed(code, first=False, **alone)
    assert {call.kind for call in run.calls} == {"good", "bad"}


HELD = """
out = 0
class Unit:
    def __init__(self):
        global out
        out += 1
    def __del__(self):
        global out
        out -= 1
def use(fail=False):
    unit = Unit()
    if fail:
        raise ValueError("no")
    return unit
def nap(fail=False):
    unit = Unit()
    if fail:
        raise ValueError("no")
"""


@pytest.mark.parametrize(
    ("mode", "during", "end"),
    [
        ("drop", "g1/0 b1/0 g1/0 b1/0", [0, 0, 0, 0, 0]),
        ("keep", "g1/1 b2/2", [0, 0, 0, 0, 0]),
        ("strict", "g1/1 b2/2", [0, 0, 0, 0, 0]),
        ("pin", "g1/1 b2/2", [0, 0, 0, 0, 0]),
    ],
)
def test_a_mode_says_what_is_kept(bed: Bed, mode: str, during: str, end: list[int]) -> None:
    """Results and exceptions, local variables, both, or neither; all of it is dropped later."""
    run = bed(HELD, mode=mode, capacity=2, pattern="gb")
    assert outs(run).startswith(during)
    assert ends(run) == end
    assert bed.run.kept == bed.run.trace.kept == []


def test_only_variables_are_pinned(bed: Bed) -> None:
    """A pass that keeps results keeps no variable, and the other way round."""
    steps = {"good": lambda app, w: app.nap(), "bad": lambda app, w: app.nap(True)}
    assert outs(bed(HELD, mode="keep", capacity=9, pattern="gb", **steps)).startswith("g1/0 b1/1")
    assert outs(bed(HELD, mode="pin", capacity=9, pattern="gb", **steps)) == "g1/1 b2/2"
    assert outs(bed(HELD, mode="drop", capacity=9, **steps)).startswith("g1/0 b1/0")


CYCLE = HELD + "def loop(fail=False):\n    unit = Unit()\n    unit.me = unit\n    return fail\n"
LOOPS = {"good": lambda app, w: app.loop(), "bad": lambda app, w: app.loop(True)}


def test_the_collector_is_off_until_it_is_read(bed: Bed) -> None:
    """A cycle is out until then, and back afterwards."""
    run = bed(CYCLE, capacity=4, **LOOPS)
    assert outs(run) == "g1/1 b2/2 g3/3 b4/4"
    assert ends(run) == [0, 5, 5, 0, 0]  # the next caller leaves one, too
    assert not gc.isenabled()


HOLDS = CODE + "\ndef keep(fail=False):\n    kept.append(1)\n    take()\n    return fail\n"
KEEPS = {"good": lambda app, w: app.keep(), "bad": lambda app, w: app.keep(True)}


def release(app: Any, world: Any) -> None:
    """Let all go but one."""
    app.out -= len(app.kept)
    app.kept.clear()


def test_a_holder_lets_go_at_the_end(bed: Bed) -> None:
    """What comes back then is read last; nobody lets go where nothing was out."""
    run = bed(HOLDS, capacity=2, release_holder=release, **KEEPS)
    assert ends(run) == [0, 3, 3, 3, -1]  # the first caller, before the baseline, keeps one, too
    run = bed(HOLDS, capacity=2, release_holder=lambda app, w: 1 / 0)
    assert ends(run) == [0, 0, 0, 0, 0]


LATER = CODE + """
import threading
def later(fail=False):
    take()
    threading.Timer(0.05, give).start()
    return fail
"""  # fmt: skip


def test_what_comes_a_while_later_is_waited_for(bed: Bed) -> None:
    """Where a timer is left; not where the local variables are kept, which nobody else does."""
    steps = {"bad": lambda app, w: app.later(True), "first": False}
    run = bed(LATER, capacity=2, **steps)
    assert run.dropped > 0
    assert (run.waited, run.collected, run.after_release) == (0, 0, 0)
    run = bed(LATER, mode="keep", capacity=2, **steps)
    assert run.dropped > 0
    assert (run.waited, run.collected, run.after_release) == (0, 0, 0)
    run = bed(LATER, mode="pin", capacity=2, **steps)
    assert run.waited == run.dropped > 0


WAITS = CODE + """
import threading
def wait(fail=False):
    take()
    try:
        if fail:
            threading.Event().wait()
    finally:
        give()
"""  # fmt: skip


def test_a_call_that_waits_ends_the_load(bed: Bed) -> None:
    """It is read while it waits, and the next caller comes all the same."""
    steps = {"good": lambda app, w: app.wait(), "bad": lambda app, w: app.wait(True)}
    run = bed(WAITS, capacity=4, **steps)
    assert outs(run) == "g1/0 b1/1"
    assert run.calls[-1].outcome.kind == "waits"
    assert any("in wait: threading.Event().wait()" in e for e in run.calls[-1].outcome.stack)
    assert ends(run)[1:] == [0, 0, 0, 0]
    assert run.next_caller == ending("served")


def test_no_memory_is_measured_where_a_call_waits(bed: Bed) -> None:
    """Each more of them would wait for its whole deadline, and tell nothing."""
    made: list[bool] = []
    code = CODE + "import threading\ndef stuck():\n    threading.Semaphore(0).acquire()\n"
    steps = {
        "good": lambda app, w: app.use(),
        "bad": lambda app, w: (made.append(True), app.stuck()),
    }
    run = bed(code, capacity=4, **steps)
    assert run.calls[-1].outcome.kind == "waits"
    assert made == [True]


def test_a_next_caller_that_waits_is_a_reading(bed: Bed) -> None:
    """Under the scenario's patience, and not the load's."""
    code = WAITS + "waited = 0\ndef once(fail=False):\n    take() if fail else wait(out > 0)\n"
    steps = {"good": lambda app, w: app.once(), "bad": lambda app, w: app.once(True)}
    run = bed(code, capacity=1, pattern="b", patience=0.05, **steps)
    assert run.next_caller.kind == "waits"
    assert outs(run) == "b1/1"


NOTHING = "out = 0\ndef use(fail=False):\n    return 1\n"


def test_a_bad_call_that_provokes_nothing_is_refused(bed: Bed) -> None:
    """In the first pass of the variant that has to prove it."""
    sentence = (
        "bad= does what good= does: the same lines of the example, the same outcome "
        "(returned), the same units out; make it provoke the fault"
    )
    same = {"bad": lambda app, world: app.use()}
    with pytest.raises(BadScenario) as caught:
        bed(NOTHING, capacity=1, **same)
    assert str(caught.value) == sentence
    assert bed(NOTHING, capacity=1, first=False, **same)
    assert bed(NOTHING, capacity=1, proves=False, **same)
    assert bed(NOTHING, capacity=1, pattern="g", **same)
    assert bed(NOTHING, capacity=1, pattern="b", **same)
    assert bed(NOTHING, capacity=1, bad=None)
    assert bed(NOTHING, capacity=1)  # other arguments are another call


@pytest.mark.parametrize(
    "code",
    [
        "out = 0\ndef use(fail=False):\n    if 'fail' in str(fail):\n        pass\n    return 2\n",
        "out = 0\ncalls = []\ndef use(text):\n    calls.append(1)\n    return len(calls)\n",
        "out = 0\ndef use(text):\n    global out\n    out += text == 'fail'\n",
        "out = 0\ndef use(text):\n    for _ in text:\n        pass\n",
        "out = 0\ndef use(text):\n    if text == 'fail':\n        raise ValueError\n",
    ],
)
def test_a_bad_call_that_does_otherwise_is_taken(bed: Bed, code: str) -> None:
    """Other lines, another result, other units, more turns, another ending: each is enough."""
    good, bad = (lambda app, w: app.use("good!")), (lambda app, w: app.use("fail"))
    assert bed(code, capacity=30, good=good, bad=bad)


class Text:
    """A thing that is no plain value."""


def test_only_plain_arguments_tell_calls_apart(bed: Bed) -> None:
    """Two objects of one type are the same argument."""
    good = {"good": lambda app, w: app.use(Text()), "bad": lambda app, w: app.use(Text())}
    with pytest.raises(BadScenario, match="does what good= does"):
        bed(NOTHING, capacity=1, **good)


def test_calls_that_fail_alike_are_taken(bed: Bed) -> None:
    """Then the outcome is what the scenario is about."""
    code = "out = 0\ndef use(fail=False):\n    raise ValueError\n"
    assert bed(code, capacity=1, bad=lambda app, world: app.use())


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (
            {"bad": lambda app, w: app.usee()},
            "bad= never enters fixed.py, it raised AttributeError: "
            "module 'fixed' has no attribute 'usee'; call what the example defines",
        ),
        (
            {"bad": lambda app, w: None},
            "bad= never enters fixed.py, it returned; call what the example defines",
        ),
        (
            {"good": lambda app, w: app.usee()},
            "good= never enters fixed.py, it raised AttributeError: "
            "module 'fixed' has no attribute 'usee'; call what the example defines",
        ),
    ],
)
def test_a_call_that_never_enters_is_refused(
    bed: Bed, steps: dict[str, Any], sentence: str
) -> None:
    """A bad call, whatever it did; a good one that fails."""
    with pytest.raises(BadScenario) as caught:
        bed(**steps)
    assert str(caught.value) == sentence
    assert bed(good=lambda app, w: None, capacity=1)


def test_a_process_that_starts_has_entered(bed: Bed) -> None:
    """The example's code may run in it, where no hook sees it."""
    with hooks_restored() as hooks:
        run = bed.prepare(bad=lambda app, w: hooks[-1]("subprocess.Popen", ()), capacity=1)
        assert run.execute()
        run = bed.prepare(bad=lambda app, w: hooks[-1]("open", ()), capacity=1)
        with pytest.raises(BadScenario, match="never enters"):
            run.execute()


ASYNC = """
import asyncio
out = 0
async def use(fail=False):
    global out
    out += 1
    try:
        await asyncio.sleep(0)
        if fail:
            raise ValueError("no")
    finally:
        out -= 1
async def hang(fail=False):
    await asyncio.Event().wait()
def spawn(fail=False):
    task = asyncio.ensure_future(hang())
    tasks.append(task)
    return fail
tasks = []
def plain(fail=False):
    return fail
"""


def test_an_async_example_runs_in_a_loop(bed: Bed) -> None:
    """All calls in one; a plain call is made there, too."""
    run = bed(ASYNC, capacity=2)
    assert outs(run) == " ".join(["g1/0 b1/0"] * 6)
    assert ends(run) == [0, 0, 0, 0, 0]
    assert bed.run.is_async
    assert bed(
        ASYNC, capacity=1, good=lambda app, w: app.plain(), bad=lambda app, w: app.plain(True)
    )


def test_a_step_can_be_async_alone() -> None:
    """A coroutine function or an asynchronous generator function needs a loop; others do not."""

    async def call() -> None:
        pass

    async def each() -> Any:
        yield 1

    assert is_async(call)
    assert is_async(each)
    assert not is_async(lambda app, world: None)
    assert not is_async(None)


def test_tasks_that_stay_are_left_over(bed: Bed) -> None:
    """As many as the loop still has when all is torn down."""
    steps = {"good": lambda app, w: app.spawn(), "bad": lambda app, w: app.spawn(True)}
    run = bed(ASYNC, capacity=1, first=False, **steps)
    assert kinds(run)["task"] == Leftover("task", 8, 8)  # one to get ready, six, and the next


def test_the_next_caller_of_a_loop_may_wait(bed: Bed) -> None:
    """Its chain of awaits is the reading."""
    steps = {"good": lambda app, w: app.hang() if app.tasks else app.use()}
    steps["bad"] = lambda app, w: app.spawn(True)
    run = bed(ASYNC, capacity=1, pattern="b", patience=0.05, **steps)
    assert run.next_caller.stack[0] == "fixed.py, in hang: await asyncio.Event().wait()"


def test_the_set_up_is_torn_down(bed: Bed) -> None:
    """The calls receive what it yields; its own files and time are not the example's."""
    seen: list[Any] = []

    def setup(app: Any, bench: Any) -> Any:
        (bench.folder / "own").write_text("")
        seen.append(bench)
        yield "world"
        seen.append("down")

    def good(app: Any, world: Any) -> None:
        seen.append(world)
        app.use()

    run = bed(setup=setup, good=good, capacity=1)
    assert seen[0] is bed.run.bench
    assert {*seen[1:-1]} == {"world"}
    assert seen[-1] == "down"
    assert "file" not in kinds(run)


def test_without_a_set_up_the_calls_receive_the_bench(bed: Bed) -> None:
    """The bench itself."""
    seen: list[Any] = []

    def good(app: Any, world: Any) -> None:
        seen.append(world)
        app.use()

    bed(good=good, capacity=1)
    assert all(each is bed.run.bench for each in seen)


def test_an_async_set_up_is_torn_down(bed: Bed) -> None:
    """In the loop in which the calls run."""
    seen: list[Any] = []

    async def setup(app: Any, bench: Any) -> Any:
        seen.append(asyncio.get_running_loop())
        yield "world"
        seen.append(asyncio.get_running_loop())

    bed(setup=setup, capacity=1)
    assert len({*seen}) == 1
    assert len(seen) == 2


@pytest.mark.parametrize("error", [OSError("gone\naway"), KeyboardInterrupt("gone\naway")])
def test_a_tear_down_that_fails_keeps_the_readings(bed: Bed, error: BaseException) -> None:
    """What it raised is noted in one line."""

    def setup(app: Any, bench: Any) -> Any:
        yield bench
        raise error

    run = bed(setup=setup, capacity=1)
    assert run.aftermath.teardown == f"{type(error).__name__}: gone away"
    assert len(run.calls) == 6


def test_a_set_up_that_fails_is_the_scenarios_mistake(bed: Bed) -> None:
    """In one line; so is one that never yields, and a mistake that has its own sentence."""

    def breaks(app: Any, bench: Any) -> Any:
        raise OSError("gone\naway")
        yield bench

    with pytest.raises(BadScenario, match=r"^setup or the first call failed: OSError: gone away$"):
        bed(setup=breaks)
    with pytest.raises(BadScenario, match=r"^setup= takes a generator function, and this one has"):
        bed(setup=lambda app, bench: bench)
    with pytest.raises(BadScenario, match=r"^bench.url\('http'\) without needs="):
        bed(good=lambda app, bench: bench.url("http"))


def test_things_are_counted_before_and_after_the_collector(bed: Bed) -> None:
    """What each call leaves grows; what the collector takes is there early and not late."""
    code = (
        CODE + "import os\ndef leave(fail=False):\n    open(f'{folder}/{len(os.listdir(folder))}'"
    )
    code += ", 'w').close()\n    return fail\n"
    steps = {"good": lambda app, w: app.leave(), "bad": lambda app, w: app.leave(True)}
    run = bed(f"folder = {str(bed.folder)!r}\n{code}", capacity=2, pattern="gb", **steps)
    # one to get ready, twelve of the load, the next one, and none for memory, as it grows
    assert kinds(run) == {"file": Leftover("file", 14, 14, 6)}
    run = bed(
        f"folder = {str(bed.folder)!r}\n{code}", name="buggy", capacity=2, first=False, **steps
    )
    assert kinds(run) == {"file": Leftover("file", 14, 14, 6)}


def test_what_the_collector_frees_is_told(bed: Bed) -> None:
    """Descriptors in cycles grow with the calls, and are gone late."""
    code = CODE + (
        "class Node: pass\ndef cycle(fail=False):\n    node = Node()\n    node.me = node\n"
        "    node.file = open('/dev/null')\n    return fail\n"
    )
    steps = {"good": lambda app, w: app.cycle(), "bad": lambda app, w: app.cycle(True)}
    run = bed(code, capacity=2, **steps)
    left = kinds(run)["descriptor"]
    assert (left.late, left.grown) == (0, 6)
    assert left.early >= 12
    assert any(text.startswith("ResourceWarning: unclosed file") for text in run.aftermath.late)


def test_a_warning_before_the_collector_is_told_apart(bed: Bed) -> None:
    """Each text once, in alphabetical order."""
    code = CODE + "import warnings\ndef warn(text):\n    warnings.warn(text, stacklevel=1)\n"
    steps = {"good": lambda app, w: app.warn("b"), "bad": lambda app, w: app.warn("a")}
    run = bed(code, capacity=2, first=False, **steps)
    assert run.aftermath.warnings == ("UserWarning: a", "UserWarning: b")
    assert run.aftermath.late == ()


def test_the_lines_that_ran_are_told(bed: Bed) -> None:
    """Of both calls, in the first pass alone."""
    code = "out = 0\ndef use(fail=False):\n    if fail:\n        return 1\n    return 2\n"
    assert bed(code, capacity=1).aftermath.lines == (2, 3, 4, 5)
    assert bed(code, capacity=1, first=False).aftermath.lines == ()


def test_permits_that_stay_taken_are_left_over(bed: Bed) -> None:
    """Of the example's own locks, whatever the gauge counts."""
    code = CODE + "import threading\nseats = threading.Semaphore(99)\n"
    code += "def sit(fail=False):\n    seats.acquire()\n    return fail\n"
    steps = {"good": lambda app, w: app.sit(), "bad": lambda app, w: app.sit(True)}
    assert kinds(bed(code, capacity=1, **steps))["permit"].late >= 7
    assert "permit" not in kinds(bed(capacity=1))


def test_memory_that_grows_is_left_over(bed: Bed) -> None:
    """Beyond what the interpreter caches, after each round; the smaller of two growths counts."""
    code = CODE + "def hoard(fail=False):\n    kept.append(bytearray(300_000))\n    return fail\n"
    steps = {"good": lambda app, w: app.hoard(), "bad": lambda app, w: app.hoard(True)}
    memory = kinds(bed(code, capacity=1, **steps))["memory"]
    assert memory.early == memory.late == memory.grown
    assert 580 <= memory.late <= 640
    assert "memory" not in kinds(bed(code, capacity=1, first=False, **steps))
    assert "memory" not in kinds(bed(code, name="buggy", capacity=1, **steps))
    assert "memory" not in kinds(bed(capacity=1))
    once = code.replace("kept.append", "len(kept) < 11 and kept.append")
    assert "memory" not in kinds(bed(once, capacity=1, **steps))
    little = code.replace("300_000", "30_000")
    assert "memory" not in kinds(bed(little, capacity=1, **steps))


def test_a_thread_that_ends_late_is_waited_for(bed: Bed) -> None:
    """For a fix that gives back; a bug, and a fix that loses, are not waited for."""
    code = CODE + "import threading\nstop = threading.Event()\ndef start(fail=False):\n"
    code += "    fail and lossy and take()\n    threading.Thread(target=stop.wait).start()\n"
    code += "lossy = False\n"
    steps = {"good": lambda app, w: app.start(), "bad": lambda app, w: app.start(True)}

    def seconds(text: str, **options: Any) -> float:
        run = bed.prepare(text, capacity=1, first=False, **options, **steps)
        gc.callbacks.append(note)
        try:
            left = kinds(run.execute())
        finally:
            gc.callbacks.remove(note)
            run.app.stop.set()
        for thread in {*threading.enumerate()} - before:
            thread.join()
        counted.append("thread" in left)
        return time.monotonic() - looks[-1]

    looks, counted, before = list[float](), list[bool](), {*threading.enumerate()}

    def note(phase: str, info: dict[str, int]) -> None:
        looks.append(time.monotonic())  # the last collection is before the last waiting

    assert seconds(code) >= 0.6
    assert seconds(code, name="buggy") < 0.5
    assert seconds(code.replace("lossy = False", "lossy = True"), mode="keep") < 0.5
    assert counted == [True, False, False]  # where nobody waits, it is chance


def test_the_capacity_is_the_process_limit_of_descriptors(bed: Bed) -> None:
    """So that the next caller is refused by the kernel; afterwards the limit is gone."""
    code = "import os\nout = 0\ndef use(fail=False):\n    number = os.open('/dev/null', 0)\n"
    code += "    fail or os.close(number)\n"
    run = bed(code, gauge=gauges.descriptors(), capacity=3)
    assert outs(run) == "g1/0 b1/1 g2/1 b2/2 g3/2 b3/3"
    assert (run.next_caller.error, run.dropped) == ("OSError", 3)
    for number in range(3):
        assert number >= 0
    assert gauges.open_descriptors()


@pytest.mark.parametrize("explicit", [False, True])
def test_memory_is_traced_from_the_set_up_on(bed: Bed, explicit: bool) -> None:
    """A gauge that lets go by dropping is read once before the first call."""
    code = CODE + "calls = []\ndef tell():\n    calls.append(1)\n    use()\n"
    seen: list[int] = []
    gauge = Gauge("unit", lambda app, world: seen.append(len(app.calls)) or 0, explicit=explicit)  # type: ignore[func-returns-value]
    bed(code, gauge=gauge, good=lambda app, world: app.tell(), capacity=1)
    assert seen[0] == int(explicit)


def test_an_early_reading_below_the_baseline_is_kept(bed: Bed) -> None:
    """One permit too many is a reading as any other."""
    code = CODE + "def twice(fail=False):\n    give() if fail else use()\n"
    steps = {"good": lambda app, w: app.twice(), "bad": lambda app, w: app.twice(True)}
    run = bed(code, capacity=1, **steps)
    assert outs(run) == "g1/0 b-1/-1 g0/-1 b-2/-2 g-1/-2 b-3/-3"
    assert ends(run) == [0, -3, -3, -3, -3]


def test_a_plain_run_awaits_nothing() -> None:
    """A coroutine that suspends has no loop here."""
    assert drive(answer()) == 7
    with pytest.raises(RuntimeError, match=r"^a plain scenario awaited something$"):
        drive(asyncio.sleep(0))


async def answer() -> int:
    """Give a number."""
    return 7


def test_how_a_call_ended_in_words() -> None:
    """The error and its text, or the word for it."""
    assert said(ending("served")) == "returned"
    assert said(Outcome("waits")) == "waits"
    assert said(ending("OSError/no")) == "raised OSError: no"
    assert said(ending("OSError")) == "raised OSError"
    assert described(OSError("one\ntwo at 0x12")) == "OSError: one two at 0x…"


def test_the_times_are_the_examples_own(bed: Bed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fourteen calls, the set-up and the tear-down count; what is done between them does not."""
    clock = itertools.count(100, 7)
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    bed(capacity=1)
    assert bed.run.seconds == 7 * (14 + 2)
