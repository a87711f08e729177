"""The hooks on the example's own frames: lines, arguments, what is kept, and what went unclosed."""

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from one_run import app_of, hooks_restored

from harness.record.readings import Mode
from harness.run import gauges
from harness.run.gauges import Gauge
from harness.run.meter import Meter
from harness.run.trace import Trace, disarm_collector, is_resource

CODE = """
import os
import threading
out = 0
def double(number, text="a", third=None, *, more=None, **rest):
    total = number * 2
    for _ in range(2):
        total += 1
    return total
def rises():
    global out
    for out in (1, 5, 3):
        step()
def step():
    pass
def dips():
    global out
    out = -7
    step()
def fails():
    thing = Thing()
    raise ValueError
class Thing:
    pass
"""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Any]:
    """An example's module; the hooks are gone afterwards."""
    with hooks_restored():
        yield app_of(CODE, tmp_path)


def traced(app: Any, mode: str = "drop", lines: bool = True) -> Trace:
    """A trace of the module."""
    return Trace(app, Mode(mode), lines)


def meter_of(app: ModuleType, gauge: Gauge | None = None) -> Meter:
    """A meter of the module's own number."""
    return Meter(gauge or Gauge("unit", lambda app, world: app.out), app, None, False)


def after(trace: Trace, app: Any, call: Callable[[], Any], gauge: Gauge | None = None) -> Trace:
    """The trace once a call was watched."""
    with trace.call(meter_of(app, gauge)):
        call()
    return trace


def test_a_call_tells_its_lines_and_arguments(app: Any) -> None:
    """Plain values as they are, of the others their types; how many steps it took."""
    trace = after(traced(app), app, lambda: app.double(1, more=app))
    lines = CODE.splitlines()
    assert {lines[number - 1].strip() for number in trace.lines} == {
        'def double(number, text="a", third=None, *, more=None, **rest):',
        "total = number * 2",
        "for _ in range(2):",
        "total += 1",
        "return total",
    }
    assert trace.hits == 9  # the call, each line as it ran, and the return
    assert trace.arguments == [("double", 1, "a", "NoneType", "module")]
    assert trace.entered
    trace = after(trace, app, lambda: None)
    assert (trace.lines, trace.hits, trace.arguments, trace.entered) == (set(), 0, [], False)


def test_lines_are_told_where_they_are_wanted(app: Any) -> None:
    """Else the calls are watched all the same."""
    trace = after(traced(app, lines=False), app, lambda: app.double(1))
    assert (trace.lines, trace.hits, trace.entered) == (set(), 0, True)
    assert sys.gettrace() is None
    assert sys.getprofile() is None


def test_a_thread_of_the_example_is_watched(app: Any) -> None:
    """It may run the example's code in a pool; the gauge is read from one thread alone."""
    trace = traced(app)

    def in_a_thread() -> None:
        thread = threading.Thread(target=app.rises)
        thread.start()
        thread.join()

    after(trace, app, in_a_thread)
    assert trace.entered
    assert trace.lines
    assert trace.most == -sys.maxsize
    trace = after(traced(app, lines=False), app, in_a_thread)
    assert not trace.lines


def test_the_most_units_during_a_call(app: Any) -> None:
    """The gauge is read whenever the example gets something back."""
    assert after(traced(app), app, app.rises).most == 5
    assert after(traced(app), app, app.dips).most == -7
    assert after(traced(app), app, lambda: None).most == -sys.maxsize
    late = Gauge("unit", lambda app, world: app.out, lag=0.5)
    assert after(traced(app), app, app.rises, late).most == -sys.maxsize


def test_when_the_gauge_is_read(app: Any) -> None:
    """When something that the example called has returned to it, and never else."""
    text = """
box = []
def fill():
    box.append(1)
    outside()
    inside()
    try:
        int("x")
    except ValueError:
        box.pop()
def inside():
    box.append(4)
"""
    exec(compile(text, app.__file__, "exec"), vars(app))
    place: dict[str, Any] = {"box": app.box}
    exec("def outside(): box.append(2); box.append(3); deeper()\ndef deeper(): pass", place)
    app.outside, reads = place["outside"], list[list[int]]()
    gauge = Gauge("unit", lambda app, world: len(reads.append([*app.box]) or reads))  # type: ignore[func-returns-value]
    after(traced(app), app, app.fill, gauge)
    assert reads == [[1], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3]]


def test_variables_are_kept_once(app: Any) -> None:
    """When a function returns, whatever it called."""
    exec(compile("def calls():\n    abs(1)\n    abs(2)\n", app.__file__, "exec"), vars(app))
    trace = traced(app, "pin")
    with trace.call(meter_of(app)):
        app.calls()
    assert len([each for each in trace.kept if each == {}]) == 1


def test_readings_during_a_call_are_bounded(app: Any) -> None:
    """A loop of thousands of calls is not read thousands of times."""
    reads: list[int] = []
    gauge = Gauge("unit", lambda app, world: len(reads.append(1) or reads))  # type: ignore[func-returns-value]
    text = "def many():\n    for number in range(500):\n        abs(number)\n"
    exec(compile(text, app.__file__, "exec"), vars(app))
    after(traced(app), app, app.many, gauge)
    assert len(reads) == 200


@pytest.mark.parametrize(("mode", "kept"), [("drop", 0), ("keep", 0), ("pin", 1), ("strict", 1)])
def test_variables_are_kept_by_the_mode(app: Any, mode: str, kept: int) -> None:
    """Of the example's functions, also of one that fails."""
    trace = traced(app, mode)
    with pytest.raises(ValueError, match=r"^$"), trace.call(meter_of(app)):
        app.fails()
    held = [each for each in trace.kept if isinstance(each, dict) and "thing" in each]
    assert len(held) == kept
    assert sum(type(each) is app.Thing for each in gc.get_objects()) == kept


class Resource:
    """A thing of a library that holds something."""

    def close(self) -> None:
        """Let go."""


def library(name: str, module: str) -> Callable[[], Any]:
    """A function of a library's file, whose variables are a resource and a text."""
    text = "def use():\n    held, text, number = Resource(), 'text', [1]\n    return number\n"
    place: dict[str, Any] = {"__name__": module, "Resource": Resource}
    exec(compile(text, name, "exec"), place)
    return place["use"]  # type: ignore[no-any-return]


def test_resources_of_a_library_are_kept_as_well(app: Any) -> None:
    """Nothing else of it, and nothing of ours, of the scenario's or of no file."""
    trace = after(traced(app, "pin"), app, library("/lib/pool.py", "pool"))
    assert [type(each) for each in trace.kept] == [Resource]
    for name, module in (
        ("<string>", "pool"),
        ("/harness/run/x.py", "harness.run.x"),
        ("/e/scenario.py", "scenario"),
    ):
        assert after(traced(app, "pin"), app, library(name, module)).kept == []
    assert after(traced(app, "pin"), app, library("/lib/harness.py", "harnessed")).kept
    assert after(traced(app, "keep"), app, library("/lib/pool.py", "pool")).kept == []


@pytest.mark.parametrize("name", ["close", "shutdown", "release", "aclose"])
def test_what_a_resource_is(name: str) -> None:
    """Its type has a function that lets go; a builtin is none."""
    assert is_resource(type("Thing", (), {name: None})())
    assert not is_resource(type("Thing", (), {"open": None})())
    assert not is_resource(memoryview(b""))
    with open(os.devnull) as file:
        assert is_resource(file)


class Watched:
    """Descriptors of files of the test's own, as a call of the example leaves them."""

    def __init__(self, app: Any, lines: bool = True) -> None:
        """Watch descriptors."""
        self.trace = Trace(app, Mode.DROP, lines)
        self.gauge = gauges.descriptors()
        self.app = app

    def unclosed(self, between: Callable[[int], Any], opens: int = 1) -> int:
        """How many went unclosed when this was called between two looks."""
        numbers = [os.open(os.devnull, os.O_RDONLY) for _ in range(opens)]
        vars(self.app)["between"] = lambda: [between(number) for number in numbers]
        before = self.trace.unclosed
        text = "def look():\n    step()\n    inner()\ndef inner():\n    between()\n"
        exec(compile(text, self.app.__file__, "exec"), vars(self.app))
        after(self.trace, self.app, self.app.look, self.gauge)
        for number in numbers:
            if gauges.is_open(number):
                os.close(number)
        return self.trace.unclosed - before


class Quiet:
    """What closes a descriptor without a function that says so: its hook is not seen."""

    def __init__(self, number: int) -> None:
        """Close it, as a destructor would."""
        profile, trace = sys.getprofile(), sys.gettrace()
        sys.setprofile(None)
        sys.settrace(None)
        os.close(number)
        sys.setprofile(profile)
        sys.settrace(trace)


def test_descriptors_that_nobody_closed_are_counted(app: Any) -> None:
    """Those that went between two looks while no function with such a name was called."""
    watched = Watched(app)
    assert watched.unclosed(Quiet) == 1
    assert watched.unclosed(Quiet, opens=3) == 3
    assert watched.unclosed(lambda number: None) == 0
    assert watched.unclosed(lambda number: (os.dup(number), Quiet(number))) == 1
    assert watched.unclosed(os.close) == 0


@pytest.mark.parametrize(
    ("name", "count"),
    [("aclose", 0), ("__exit__", 0), ("detach", 0), ("popen_it", 0), ("wait_for", 0), ("look", 1)],
)
def test_a_function_that_may_close_explains_it(app: Any, name: str, count: int) -> None:
    """Its name says so, wherever it is called."""
    place: dict[str, Any] = {}
    exec(f"def {name}(): pass", place)

    def between(number: int) -> None:
        place[name]()
        Quiet(number)

    assert Watched(app).unclosed(between) == count


def test_nothing_is_counted_beside_a_thread_or_without_lines(app: Any) -> None:
    """Then somebody else may have closed it."""
    stop = threading.Event()
    beside = threading.Thread(target=stop.wait)
    watched = Watched(app)
    beside.start()
    try:
        assert watched.unclosed(Quiet) == 0
    finally:
        stop.set()
        beside.join()
    assert Watched(app, lines=False).unclosed(Quiet) == 0
    watched.gauge = Gauge("unit", lambda app, world: 0)
    assert watched.unclosed(Quiet) == 0


def test_descriptors_are_compared_in_one_thread(app: Any) -> None:
    """What another thread does there is not looked at."""
    watched = Watched(app)

    def in_a_thread() -> None:
        thread = threading.Thread(target=app.rises)
        thread.start()
        thread.join()

    after(watched.trace, app, in_a_thread, watched.gauge)
    assert watched.trace.open is None
    after(watched.trace, app, app.rises, watched.gauge)
    assert watched.trace.open == gauges.open_descriptors()


def test_an_exception_may_leave_a_context(app: Any) -> None:
    """No hook sees the end of a ``with`` then, so what went explains itself."""
    text = (
        "def look():\n    step()\n    try:\n        with files.pop():\n            raise OSError\n"
    )
    text += "    except OSError:\n        step()\n"
    exec(compile(text, app.__file__, "exec"), vars(app))
    exec("files = [open(os.devnull)]", vars(app))
    assert after(traced(app), app, app.look, gauges.descriptors()).unclosed == 0


GENERATORS = """
import asyncio
closed = []
async def each():
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        closed.append(1)
async def leaves():
    async for _ in each():
        break
async def ends():
    async for _ in each():
        pass
"""


def test_generators_that_the_loop_closes_are_counted(tmp_path: Path) -> None:
    """Those of the example, not those of a library; the loop closes them as ever."""

    async def watch(file: str, call: str) -> tuple[int, bool]:
        place: dict[str, Any] = {}
        exec(compile(GENERATORS, file, "exec"), place)
        trace = traced(app)
        trace.watch_generators()
        await place[call]()
        for _ in range(3):
            await asyncio.sleep(0)
        return trace.unclosed, place["closed"] == [1]

    with hooks_restored():
        app = app_of(GENERATORS, tmp_path)
        file = str(app.__file__)
        assert asyncio.run(watch(file, "leaves")) == (1, True)
        assert asyncio.run(watch(file, "ends")) == (0, True)
        assert asyncio.run(watch("/lib/pool.py", "leaves")) == (0, True)
        assert asyncio.run(watch("/zoo/pool.py", "leaves")) == (0, True)


def test_a_process_that_starts_enters_the_example(tmp_path: Path) -> None:
    """By any of the audit events of one, and no other."""
    with hooks_restored() as hooks:
        app = app_of(CODE, tmp_path)
        for event in ("os.fork", "os.posix_spawn", "os.forkpty", "subprocess.Popen", "open"):
            trace = after(traced(app), app, lambda event=event: hooks[-1](event, ()))  # type: ignore[misc]
            assert trace.entered is (event != "open")


def test_the_examples_own_collections_collect_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody else's do, of the generation that is asked for."""
    asked: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda generation: asked.append(generation) or 7)  # type: ignore[func-returns-value]
    disarm_collector("/e/fixed.py")
    for file, seen in (("/e/fixed.py", 0), ("/e/other.py", 7), ("/e/a.py", 7)):
        place: dict[str, Any] = {}
        exec(
            compile("import gc\ndef collect(*args): return gc.collect(*args)", file, "exec"), place
        )
        assert place["collect"]() == seen
        assert place["collect"](1) == seen
    assert asked == [2, 1, 2, 1]
