"""The parts of the gate: calls rewritten, plans of suspensions, second callers."""

import asyncio
import contextvars
import io
import logging
import socket
import sqlite3
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from harness.run.faults import callers, cancelling, steps
from harness.run.faults.failing import holds_fault, in_order
from harness.run.faults.fair import can_be_refused, can_fail, gives_back, swapped, takes_by_name
from harness.run.faults.inject import (
    InjectedExit,
    InjectedFault,
    Injector,
    Step,
    Target,
    evaluated,
    expected_by_name,
    load_rewritten,
)
from harness.run.faults.rewrite import Handler, Site
from harness.run.faults.steps import Plan, driven
from harness.run.settle import wait_until

CODE = '''
import asyncio
made = list((1, 2))
@staticmethod
def outer(number=int("3")):
    """A docstring."""
    with open("x") as one, helper():
        helper(helper())
    def inner():
        return super(
            int
        )
    raise ValueError(helper())
async def later():
    await helper()
    await something
    async with helper() as thing:
        return await helper(await helper())
class Thing:
    size = len(made)
    def method(self):
        return helper(*[1], **{"a": 2})
def helper(*args, **kwargs):
    return args, kwargs
lock = helper
async def locks():
    with lock, lock:
        async with lock:
            pass
    with (await lock), open(await lock):
        pass
def guarded():
    try:
        unguarded()
        helper(1)
    except (KeyError, missing.Error):
        pass
    except OSError:
        helper(2)
    helper(2)
def unguarded():
    try: helper(3)
    except LookupError: pass
    except KeyError: pass
    except Local: pass
    except: pass
import contextlib
empty = contextlib.nullcontext()
with empty:
    pass
'''


@pytest.fixture
def loaded(tmp_path: Path) -> tuple[Any, Injector]:
    """The module with its calls rewritten, and what stands between."""
    path = tmp_path / "fixed.py"
    path.write_text(CODE, encoding="utf-8")
    return load_rewritten(path, "fixed")


def test_calls_inside_functions_are_rewritten(loaded: tuple[Any, Injector]) -> None:
    """Contexts are marked; what runs at the import, or makes an exception, is left alone."""
    app, injector = loaded
    assert [(site.function, site.text, site.is_context) for site in injector.sites] == [
        ("outer", "open('x')", True),
        ("outer", "helper()", True),
        ("outer", "helper(helper())", False),
        ("outer", "helper()", False),
        ("later", "helper()", False),
        ("later", "helper()", True),
        ("later", "helper(await helper())", False),
        ("later", "helper()", False),
        ("method", "helper(*[1], **{'a': 2})", False),
        ("locks", "lock", True),
        ("locks", "lock", True),
        ("locks", "lock", True),
        ("locks", "open(await lock)", True),
        ("guarded", "unguarded()", False),
        ("guarded", "helper(1)", False),
        ("guarded", "helper(2)", False),
        ("guarded", "helper(2)", False),
        ("unguarded", "helper(3)", False),
    ]
    assert [site.number for site in injector.sites] == [*range(18)]
    assert [site.number for site in injector.sites if not site.is_call] == [9, 10, 11]
    assert (app.made, app.Thing.size) == ([1, 2], 2)
    assert app.Thing().method() == ((1,), {"a": 2})
    assert sys.modules["fixed"] is app
    assert app.__file__.endswith("fixed.py")
    del sys.modules["fixed"]


GOES_ON = """
def lend(things):
    for thing in things:
        yield thing
    got = yield
    try:
        yield [each async for each in things.parts]
    finally:
        for thing in things: pass
class Kept: size = [each for each in made]
"""


def test_yields_and_loops_are_sites(tmp_path: Path) -> None:
    """Those of functions, loops of a clean-up apart; each only fails."""
    path = tmp_path / "fixed.py"
    path.write_text("made = ()" + GOES_ON.replace("def", "async def", 1), encoding="utf-8")
    app, injector = load_rewritten(path, "fixed")
    assert [(site.text, site.lends_at) for site in injector.sites] == [
        ("yield thing", 4),
        ("for thing in things", 0),
        ("yield", 5),
        ("yield [each async for each in things.parts]", 7),
        ("for each in things.parts", 0),
    ]
    assert all(site.only_fails for site in injector.sites)
    assert app.Kept.size == []
    del sys.modules["fixed"]


def test_a_yield_is_lending_until_it_goes_on(tmp_path: Path) -> None:
    """What was come to and has not gone on; then it can fail."""
    path = tmp_path / "fixed.py"
    path.write_text("def lend():\n    yield 1\n    yield 2\n", encoding="utf-8")
    app, injector = load_rewritten(path, "fixed")
    lent, places = app.lend(), [[*injector.lending()]]
    for _ in range(2):
        next(lent)
        places.append([*injector.lending()])
    assert [[site.text for site in each] for each in places] == [[], ["yield 1"], ["yield 2"]]
    injector.start(Target(1, 1))
    with pytest.raises(InjectedFault, match="injected at yield 2"):
        next(lent)
    del sys.modules["fixed"]


def test_a_loop_over_things_that_are_there_does_not_fail() -> None:
    """One over an iterator does."""
    one, given = injector(), iter(())
    one.start(Target(0, 1))
    assert one.iterated(0, [1]) == [1]
    with pytest.raises(InjectedFault):
        one.iterated(0, given)
    one.start()
    assert one.iterated(0, given) is given


def double(number: int) -> int:
    """A call."""
    return 2 * number


async def double_later(number: int) -> int:
    """A call that is awaited."""
    return 2 * number


def injector() -> Injector:
    """One with two sites."""
    sites = [Site(0, "f", "double(1)", False), Site(1, "f", "double(2)", False)]
    return Injector(__name__, __file__, sites, [])


def test_a_call_passes() -> None:
    """With its arguments and its result."""
    one = injector()
    assert one.call(0, double, 4) == 8
    assert asyncio.run(one.awaited(0, double_later, number=4)) == 8
    assert one.steps is None


@pytest.mark.parametrize("made", [False, True])
def test_one_call_fails(made: bool) -> None:
    """Of that site and that occurrence, before or after it is made; the others pass."""
    one, calls = injector(), list[int]()

    def note(number: int) -> None:
        calls.append(number)

    one.start(Target(0, 2, made=made))
    one.call(0, note, 1)
    one.call(1, note, 2)
    one.call(1, note, 3)
    assert not one.fired
    with pytest.raises(InjectedFault, match=r"^injected at double\(1\)$"):
        one.call(0, note, 4)
    assert one.fired
    one.call(0, note, 5)
    assert calls == ([1, 2, 3, 4, 5] if made else [1, 2, 3, 5])
    one.start()
    assert not one.fired
    one.call(0, note, 6)
    one.call(0, note, 6)


@pytest.mark.parametrize("made", [False, True])
def test_one_awaited_call_fails(made: bool) -> None:
    """The same, once it has been awaited."""
    one = injector()
    one.start(Target(0, 1, made=made))
    with pytest.raises(InjectedFault):
        asyncio.run(one.awaited(0, double_later, 1))
    assert asyncio.run(one.awaited(0, double_later, 1)) == 2


def test_a_call_fails_with_the_error_that_is_asked_for() -> None:
    """An exit that is no `Exception`, and an error that a handler expects by its name."""
    one = injector()
    one.start(Target(0, 1, InjectedExit))
    with pytest.raises(InjectedExit, match=r"^injected at double\(1\)$"):
        one.call(0, double, 1)
    made = expected_by_name(UnicodeDecodeError)
    assert made.__name__ == "UnicodeDecodeError"
    one.start(Target(0, 1, made))
    with pytest.raises(UnicodeDecodeError) as caught:
        one.call(0, double, 1)
    assert isinstance(caught.value, InjectedFault)
    assert str(caught.value) == "injected at double(1)"


class Seats:
    """A thing with permits, which notes what is done with it."""

    def __init__(self) -> None:
        """Nothing was done."""
        self.done: list[str] = []

    def acquire(self, timeout: float = 0) -> bool:
        """Take one."""
        self.done.append("take")
        return True

    def release(self) -> None:
        """Give one back; three are too many."""
        self.done.append("give")
        if self.done.count("give") > 2:
            raise ValueError("too many")


def test_an_acquire_is_refused() -> None:
    """Another holder has the permit until the call is made again, or the fault is over."""
    one, seats = injector(), Seats()
    one.start(Target(0, 1, None))
    assert one.call(0, seats.acquire, 1) is False
    assert (one.fired, one.other_holder, seats.done) == (True, seats, ["take"])
    assert one.call(1, double, 1) == 2
    assert seats.done == ["take"]
    assert one.call(0, seats.acquire, 1) is True
    assert (one.other_holder, seats.done) == (None, ["take", "give", "take"])
    assert one.release_other_holder() == ""
    assert seats.done == ["take", "give", "take"]
    one.start(Target(0, 1, None))
    one.call(0, seats.acquire, timeout=1)
    assert one.release_other_holder() == ""
    one.start(Target(0, 1, None))
    one.call(0, seats.acquire, 1)
    assert one.release_other_holder() == "what another caller holds is released"
    one.start(Target(0, 1, None))
    assert one.call(0, seats.acquire) is True  # without a time-out it is never refused
    assert one.call(0, double, 1) == 2
    assert not one.fired


@pytest.mark.parametrize(
    ("function", "refusable", "can"),
    [
        (Seats().acquire, True, True),
        (Seats().acquire, False, False),
        (Seats().release, True, False),
        (double, True, False),
    ],
)
def test_what_can_be_refused(function: Any, refusable: bool, can: bool) -> None:
    """An acquire of a thing with a release, that may answer ``False``."""
    assert can_be_refused(Step(0, 1, function, is_refusable=refusable)) is can


def test_steps_tell_what_may_be_refused_and_exchanged() -> None:
    """A call with arguments that answers ``True``; one of the example with two of a kind."""
    one = injector()
    one.steps = []
    one.call(0, Seats().acquire, 1)
    one.call(0, Seats().acquire)
    one.call(0, double, 1)
    one.call(0, pair, [1], [2])
    one.call(0, max, [1], [2])
    assert [step.is_refusable for step in one.steps] == [True, False, False, False, False]
    assert [step.is_swappable for step in one.steps] == [False, False, False, True, False]


def pair(one: list[int], other: list[int]) -> tuple[list[int], list[int]]:
    """Both."""
    return one, other


def test_arguments_are_exchanged_for_one_caller_alone() -> None:
    """In a context of its own; of the example's own functions."""
    one = injector()
    inside = callers.Reversed(lambda: (one.call(0, pair, [1], [2]), one.call(0, max, [1], [2])))
    assert contextvars.copy_context().run(inside) == (([2], [1]), [2])
    assert one.call(0, pair, [1], [2]) == ([1], [2])


def test_contexts_are_sites_that_do_not_fail() -> None:
    """The example can be stopped there, and be suspended where it may have to wait."""
    one, sites = injector(), list[int]()
    one.steps, one.stop = [], sites.append
    assert one.entered(0, "a lock") == "a lock"

    async def turns(suspends: bool) -> int:
        one.suspends = suspends
        plan = Plan()
        assert await driven(lambda: one.entered_async(1, "a lock"), plan) == "a lock"
        return plan.count

    assert asyncio.run(turns(True)) == 1
    assert asyncio.run(turns(False)) == 0
    assert sites == [0, 1, 1]
    assert [step.function for step in one.steps] == [None] * 3


def test_errors_that_are_expected_are_noted(loaded: tuple[Any, Injector]) -> None:
    """Those that the active handlers name, in the function and in its callers, by the lines."""
    app, one = loaded
    assert one.handlers == [
        Handler(34, 35, ("KeyError", "missing.Error", "OSError")),
        Handler(42, 42, ("LookupError", "KeyError", "Local")),
    ]
    one.steps = []
    app.guarded()
    expected = {one.sites[step.site].text: step.expected for step in one.steps}
    assert expected == {
        "unguarded()": (KeyError, OSError),
        "helper(3)": (LookupError, KeyError, OSError),
        "helper(1)": (KeyError, OSError),
        "helper(2)": (),
    }


def test_names_that_stand_for_nothing() -> None:
    """Local ones, and attributes that are not there."""
    assert evaluated("a.b", {"a": SimpleNamespace(b=3)}) == 3
    assert evaluated("a.c", {"a": SimpleNamespace(b=3)}) is None
    assert evaluated("b", {}) is None


def test_steps_are_noted() -> None:
    """What there was before and after, and whether the call made a coroutine."""
    one, out = injector(), [0]
    one.steps, one.probe = [], lambda: {"units": out[0]}

    def take() -> None:
        out[0] += 3

    one.call(0, take)
    one.call(1, double, 1)
    one.call(0, double_later, 1).close()
    asyncio.run(one.awaited(1, double_later, 1))
    first, second, third, fourth = one.steps
    assert (first.site, first.occurrence, first.function) == (0, 1, take)
    assert (first.before, first.after, first.change("units")) == ({"units": 0}, {"units": 3}, 3)
    assert (first.takes, second.takes, first.change("files")) == (True, False, 0)
    assert (second.after, second.is_coroutine) == ({"units": 3}, False)
    assert (third.occurrence, third.is_coroutine, third.after) == (2, True, {})
    assert (fourth.occurrence, fourth.is_coroutine, fourth.after) == (2, False, {"units": 3})
    thread = threading.Thread(target=one.call, args=(0, double, 1))
    thread.start()
    thread.join()
    assert (one.steps[-1].before, one.steps[-1].after) == ({}, {})


def test_a_forked_child_has_no_faults_of_ours() -> None:
    """Its steps are not noted and none of its calls fails."""
    one = injector()
    one.steps = []
    one.start(Target(0, 1))
    one._home = (0, one._home[1])  # as it is in a fork
    assert one.call(0, double, 4) == 8
    assert one.steps == []
    assert not one.fired


def test_a_call_can_be_stopped_at() -> None:
    """With the number of its site, before it is made."""
    one, sites = injector(), list[int]()
    one.stop = sites.append
    one.call(1, lambda: sites.append(-1))
    assert sites == [1, -1]


def test_an_awaited_call_can_be_suspended_before() -> None:
    """Once, unless it gives something back."""

    async def turns(call: Any, suspends: bool) -> int:
        one = injector()
        one.suspends = suspends
        plan = Plan()
        await driven(lambda: one.awaited(0, call), plan)
        return plan.count

    async def work() -> None:
        pass

    async def release() -> None:
        pass

    async def all_of_them() -> list[int]:
        return [await turns(work, True), await turns(work, False), await turns(release, True)]

    assert asyncio.run(all_of_them()) == [1, 0, 0]


def named(name: str) -> Any:
    """A function of that name."""

    def call() -> None:
        pass

    call.__name__ = name
    return call


@pytest.mark.parametrize(
    ("name", "back", "takes"),
    [
        ("close", True, False),
        ("aclose", True, False),
        ("putconn", True, False),
        ("put", True, False),
        ("input", False, False),
        ("wait", True, False),
        ("wait_for", False, False),
        ("return_seat", True, False),
        ("work", False, False),
        ("acquire", False, True),
        ("start", False, True),
        ("restart", False, False),
        ("lock", False, True),
        ("unlock", True, True),
        ("locked", False, False),
        ("open", False, True),
    ],
)
def test_names_that_give_back_and_take(name: str, back: bool, takes: bool) -> None:
    """By the words in them."""
    assert gives_back(named(name)) is back
    assert takes_by_name(named(name)) is takes
    assert not gives_back(object())
    assert not takes_by_name(object())


APP = ModuleType("fixed")


class Own:
    """A class of the example."""


Own.__module__ = "fixed"


@pytest.mark.parametrize(
    ("function", "takes", "fails"),
    [
        (double, False, True),
        (named("monotonic"), False, False),
        (named("set"), False, False),
        (Own, False, True),
        (Path, False, False),
        (Path, True, True),
        (int, False, True),
        (float, False, True),
        (str, False, False),
        ([].append, False, False),
        ([].append, True, True),
        ("".join, False, False),
        (logging.getLogger("x").error, False, False),
        (ExitStack().enter_context, True, False),
        (open, False, True),
        (next, False, True),
        (len, False, False),
        (print, False, False),
        (io.BytesIO().write, False, True),
        (object(), False, True),
    ],
)
def test_what_can_fail(function: Any, takes: bool, fails: bool) -> None:
    """What fails by other things than chance in the interpreter."""
    step = Step(0, 1, function, {"units": 0}, {"units": int(takes)})
    assert can_fail(step, APP) is fails


def plan_of(code: str, plan: Plan, file: str = "/e/fixed.py") -> Any:
    """Run ``use()`` of a program in a loop by a plan; its result or its error."""
    place: dict[str, Any] = {"asyncio": asyncio, "__name__": "fixed", "seen": []}
    exec(compile(code, file, "exec"), place)

    async def run() -> Any:
        task = asyncio.ensure_future(driven(place["use"], plan))
        await asyncio.wait({task}, timeout=0.2)
        if plan.paused:
            plan.resume.set()
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=0.2)
        return "cancelled" if task.cancelled() else task.exception() or task.result()

    return asyncio.run(run()), place["seen"]


NAPS = """
async def use():
    for number in range(4):
        seen.append(number)
        await asyncio.sleep(0)
    return 7
"""


def test_suspensions_are_counted() -> None:
    """And passed on, with what the call returns."""
    plan = Plan()
    assert plan_of(NAPS, plan) == (7, [0, 1, 2, 3])
    assert (plan.count, plan.hits, plan.paused, plan.places) == (4, 0, False, {})


def test_a_plain_result_is_passed_on() -> None:
    """Where there is nothing to await."""
    assert plan_of("def use(): return 7", Plan()) == (7, [])


def test_a_call_is_cancelled_at_a_suspension() -> None:
    """It hears of it there."""
    plan = Plan(cancel_at=lambda number: number == 2)
    assert plan_of(NAPS, plan) == ("cancelled", [0, 1])
    assert plan.hits == 1


def test_a_call_is_paused_at_a_suspension() -> None:
    """Until it may go on."""
    plan = Plan(pause_at=2)
    assert plan_of(NAPS, plan) == ("cancelled", [0, 1])
    assert plan.paused


@pytest.mark.parametrize("error", ["SystemExit", "KeyboardInterrupt"])
def test_what_ends_a_loop_is_an_error_here(error: str) -> None:
    """Under its own name, with its text."""
    seen, _ = plan_of(f"async def use(): raise {error}('no')", Plan())
    assert isinstance(seen, Exception)
    assert (type(seen).__name__, seen.args) == (error, ("no",))


def test_places_and_the_first_holding_are_noted() -> None:
    """The example's line of each suspension; the first at which a unit is out."""
    plan, outs = Plan(), [0, 2, 0, 3]
    plan.read = lambda: outs[plan.count - 1]
    plan_of(NAPS, plan)
    assert plan.holding == 2
    assert [*plan.places] == [1, 2, 3, 4]
    assert plan.places[1] == "`` in use()"  # the text of a line that is in no file
    plan = Plan(read=lambda: 0)
    plan_of(NAPS, plan, "/lib/pool.py")
    assert (plan.places[1], plan.holding) == ("`` in ()", 0)


HANDED = """
async def use():
    mine = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon({how})
    seen.append(await mine)
"""


def test_a_call_is_cancelled_at_the_hand_over() -> None:
    """Once it got what it waits for, before it runs; not where that was cancelled."""
    plan = Plan(hand_over_at=1)
    assert plan_of(HANDED.format(how="mine.set_result, 1"), plan) == ("cancelled", [])
    assert plan.hits == 1
    plan = Plan(hand_over_at=2)
    assert plan_of(HANDED.format(how="mine.set_result, 1"), plan) == (None, [1])
    assert plan.hits == 0
    plan = Plan(hand_over_at=1)
    assert plan_of(HANDED.format(how="mine.cancel"), plan) == ("cancelled", [])
    assert plan.hits == 0
    plan = Plan(hand_over_at=1)
    assert plan_of(NAPS, plan) == (7, [0, 1, 2, 3])  # a bare turn hands nothing over
    assert plan.hits == 0


CLINGS = """
async def use():
    for number in range(3):
        try:
            await {what}
        except asyncio.CancelledError:
            seen.append(number)
"""


def test_a_library_is_cancelled_once() -> None:
    """Twice between two messages of its protocol is nobody's fault; a lock has none."""
    plan = Plan(cancel_at=lambda number: True)
    plan_of(CLINGS.format(what="asyncio.sleep(0)"), plan)
    assert plan.hits == 3
    plan, place = Plan(cancel_at=lambda number: True), dict[str, Any]()
    exec(
        compile("import asyncio\nasync def ask(): await asyncio.sleep(0)", "pool.py", "exec"), place
    )
    place["__name__"] = "pool"
    asyncio.ask = place["ask"]  # type: ignore[attr-defined]
    try:
        plan_of(CLINGS.format(what="asyncio.ask()"), plan)
    finally:
        del asyncio.ask  # type: ignore[attr-defined]
    assert plan.hits == 1


@pytest.mark.parametrize(
    ("name", "primitive"),
    [
        ("asyncio.locks", True),
        ("queue", True),
        ("harness.run.x", True),
        ("scenario", True),
        ("pool", False),
        ("", False),
    ],
)
def test_frames_that_have_no_protocol(name: str, primitive: bool) -> None:
    """Those of the standard library and ours."""
    frame: Any = SimpleNamespace(f_globals={"__name__": name})
    assert steps.is_primitive(frame) is primitive


def test_a_group_holds_what_its_members_do() -> None:
    """Of the injected error, and of a cancellation."""
    fault, cancelled = InjectedFault("x"), asyncio.CancelledError()
    group = BaseExceptionGroup("all", [ValueError(), BaseExceptionGroup("some", [fault])])
    other = BaseExceptionGroup("all", [ValueError(), BaseExceptionGroup("some", [cancelled])])
    assert holds_fault(fault)
    assert holds_fault(group)
    assert not holds_fault(other)
    assert not holds_fault(None)
    assert cancelling.holds_cancellation(cancelled)
    assert cancelling.holds_cancellation(other)
    assert not cancelling.holds_cancellation(group)


A, B, C = [1], [2], [3]


@pytest.mark.parametrize(
    ("args", "other"),
    [
        ((A, B), (B, A)),
        ((A, "x", B), (B, "x", A)),
        (("x", A, 3, B), ("x", B, 3, A)),
        ((A, B, C), (B, A, C)),
        ((A, A), (A, A)),
        ((double, injector), (double, injector)),
        ((A,), (A,)),
        ((), ()),
    ],
)
def test_two_arguments_of_a_kind_are_swapped(args: Any, other: Any) -> None:
    """The first two that differ; what is called is no argument."""
    seen = swapped(args)
    assert seen == other
    assert (seen is args) is (args == other)


def test_the_module_in_the_opposite_order() -> None:
    """Its own functions are called the other way round; the rest is as it was."""
    app: Any = ModuleType("fixed")
    exec("def use(a, b, *, more=0): return a, b, more\nlock = [1]", vars(app))
    app.use.__module__ = "fixed"
    app.double = double
    swapping = callers.Swapping(app)
    assert swapping.use("a", "b", more=3) == ("b", "a", 3)
    assert swapping.use.__name__ == "use"
    assert swapping.lock is app.lock
    assert swapping.double is double
    assert swapping.__name__ == "fixed"


def connection() -> Any:
    """A connection of a library that has them."""
    return sqlite3.connect(":memory:")


class Pool:
    """A pool of the library."""


Pool.__module__ = "psycopg.pool"


def test_what_is_for_one_caller(tmp_path: Path) -> None:
    """A connection, a socket or a file, also inside of plain things; a pool is for many."""
    one = connection()
    assert callers.is_for_one(one)
    assert callers.is_for_one((1, [one]))
    assert callers.is_for_one(SimpleNamespace(inner=SimpleNamespace(one=one)))
    assert not callers.is_for_one(SimpleNamespace(a=SimpleNamespace(b=SimpleNamespace(c=[one]))))
    assert callers.is_for_one(SimpleNamespace(a=SimpleNamespace(b=SimpleNamespace(c=one))))
    assert not callers.is_for_one(Pool())
    assert not callers.is_for_one({"one": one})
    assert not callers.is_for_one(3)
    assert not callers.is_for_one(double)
    own = Own()
    own.inner = one  # type: ignore[attr-defined]
    assert callers.is_for_one(own)
    one.close()
    with socket.socket() as channel, (tmp_path / "x").open("w") as file:
        assert callers.is_for_one(channel)
        assert callers.is_for_one(file)


@pytest.mark.parametrize(
    ("name", "single"),
    [
        ("Connection", True),
        ("ConnectionPool", False),
        ("AsyncEngine", False),
        ("sessionmaker", False),
    ],
)
def test_what_is_single(name: str, single: bool) -> None:
    """By the name of its type."""
    assert callers.is_single(type(name, (), {})()) is single


def told(error: BaseException) -> str:
    """The name of an error."""
    return type(error).__name__


def test_a_thread_that_stands_waits() -> None:
    """At one instruction, for four looks; one that has ended stands nowhere."""
    stop = threading.Event()
    waits = callers.Caller(stop.wait, told)
    waits.start()
    assert wait_until(waits.stands, 5.0)
    assert len(waits._places) >= 4
    stop.set()
    waits.join()
    fails = callers.Caller(lambda: 1 / 0, told)
    assert fails.daemon
    fails.start()
    fails.join()
    assert (fails.blunder, waits.blunder) == ("ZeroDivisionError", "")
    assert not wait_until(lambda: False, 0.0)
    assert not any(fails.stands() for _ in range(3))


def test_calls_of_several_threads_have_one_order() -> None:
    """By their places; those of one thread stay as they were made."""
    one = [Step(3, 1, print, thread=1), Step(1, 2, print, thread=1), Step(1, 1, print, thread=1)]
    assert in_order(one) == one
    two = [*one, Step(2, 1, print, thread=2)]
    assert [(step.site, step.occurrence) for step in in_order(two)] == [
        (1, 1), (1, 2), (2, 1), (3, 1),
    ]  # fmt: skip
