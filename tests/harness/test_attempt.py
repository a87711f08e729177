"""How one call ends, under a deadline, and where it is seen waiting."""

import asyncio
import linecache
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from harness.record.readings import Outcome
from harness.run.attempt import StillWaiting, attempt, frames_of, raised, stack_of
from harness.run.scenario import BadScenario
from harness.run.settle import drive

SHORT = 0.1
CODE = """
import asyncio, threading

def wait():
    return threading.Event().wait()

def stubborn(more):
    try:
        threading.Event().wait()
    finally:
        more()

async def hang():
    await nap()

async def nap():
    await asyncio.Event().wait()

async def clings():
    try:
        await nap()
    except asyncio.CancelledError:
        return

async def each():
    yield 1
    await nap()

async def loops():
    async for _ in each():
        pass

async def blocks():
    threading.Event().wait()
"""


@pytest.fixture
def app() -> Iterator[Any]:
    """A module of an example, whose lines can be looked up."""
    app, name = ModuleType("fixed"), "/examples/topic/case/fixed.py"
    exec(compile(CODE, name, "exec"), vars(app))
    linecache.cache[name] = (len(CODE), None, CODE.splitlines(True), name)
    yield app
    del linecache.cache[name]


class Made:
    """A call that was made: its outcome, what was kept, and how often it was seen waiting."""

    def __init__(self, call: Callable[[], Any], is_async: bool, deadline: float) -> None:
        """Make it."""
        self.kept: list[object] = []
        self.seen = 0

        def see() -> None:
            self.seen += 1

        made = attempt(call, deadline, self.kept.append, is_async, see)
        self.outcome: Outcome = asyncio.run(made) if is_async else drive(made)


def plain(call: Callable[[], Any], deadline: float = 9.0) -> Made:
    """A plain call."""
    return Made(call, False, deadline)


def loop(call: Callable[[], Any], deadline: float = 9.0) -> Made:
    """A call in an event loop."""
    return Made(call, True, deadline)


def fails(error: BaseException) -> Any:
    """Raise it."""
    raise error


async def answers(value: object) -> object:
    """Return it, a turn later."""
    await asyncio.sleep(0)
    return value


async def fails_later(error: BaseException) -> None:
    """Raise it, a turn later."""
    await asyncio.sleep(0)
    raise error


def test_a_result_is_kept() -> None:
    """Plain or awaited; nobody was seen waiting, and no alarm is left."""
    for made in (
        plain(lambda: 7),
        loop(lambda: answers(7)),
        loop(lambda: 7),
    ):
        assert (made.outcome, made.kept, made.seen) == (Outcome("returned"), [7], 0)
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_is_an_outcome(kind: type[BaseException]) -> None:
    """Any exception; its text loses what is chance in it."""
    error = kind("at 0x7f01")
    for made in (
        plain(lambda: fails(error)),
        loop(lambda: fails_later(error)),
        loop(lambda: fails(error)),
    ):
        assert made.outcome == Outcome("raised", kind.__name__, "at 0x…")
        assert (made.kept, made.seen) == ([error], 0)
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert raised(error) == Outcome("raised", kind.__name__, "at 0x…")


class Speechless(Exception):
    """It cannot say what it is."""

    def __str__(self) -> str:
        """Fail."""
        raise RuntimeError("no words")


def test_an_error_without_words_is_an_outcome() -> None:
    """Its text is what a traceback of Python would say of it."""
    told = Outcome("raised", "Speechless", "<exception str() failed>")
    assert plain(lambda: fails(Speechless())).outcome == told
    assert loop(lambda: fails_later(Speechless())).outcome == told


@pytest.mark.parametrize("error", [None, ValueError("no")])
def test_a_child_that_comes_back_ends(error: Exception | None) -> None:
    """A call forks, and the child returns or raises like its parent: it reports nothing."""

    def forks() -> None:
        if not (child := os.fork()) and error:
            raise error
        children.append(child)

    children: list[int] = []
    assert plain(forks).outcome == Outcome("returned")
    assert os.waitstatus_to_exitcode(os.waitpid(children[0], 0)[1]) == 1


def test_a_cancelled_call_is_an_outcome() -> None:
    """Its own cancellation, that nobody asked for from here."""
    made = loop(lambda: fails_later(asyncio.CancelledError()))
    assert (made.outcome, made.kept) == (Outcome("raised", "CancelledError"), [])


def test_a_mistake_of_the_scenario_is_none() -> None:
    """It goes through."""
    for make in (
        lambda: plain(lambda: fails(BadScenario("no"))),
        lambda: loop(lambda: fails_later(BadScenario("no"))),
    ):
        with pytest.raises(BadScenario, match=r"^no$"):
            make()


def test_an_awaitable_of_a_plain_call_is_a_mistake() -> None:
    """It is closed, so that nothing warns of it; one that cannot be is refused all the same."""
    never = answers(7)
    for result in (never, asyncio.Future(loop=asyncio.new_event_loop())):
        with pytest.raises(BadScenario, match=r"^a call returned an awaitable; write the call as"):
            plain(lambda result=result: result)  # type: ignore[misc]
        if isinstance(result, asyncio.Future):
            result.get_loop().close()
    assert frames_of(never) == []


def test_a_plain_call_that_waits_is_seen(app: Any) -> None:
    """Once, at its deadline; the lines are the example's and its library's, not ours."""
    start = time.monotonic()
    made = plain(app.wait, SHORT)
    assert time.monotonic() - start < 5
    assert (made.outcome.kind, made.kept, made.seen) == ("waits", [], 1)
    own = next(n for n, line in enumerate(made.outcome.stack) if line.startswith("fixed"))
    first, *rest = made.outcome.stack[own:]
    assert first == "fixed.py, in wait: return threading.Event().wait()"
    assert rest[0].startswith("threading.py, in wait: ")
    assert not [line for line in made.outcome.stack if line.startswith("attempt.py")]
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_no_one_looks_where_none_is_asked_to(app: Any) -> None:
    """The call is ended all the same."""
    assert drive(attempt(app.wait, SHORT, lambda kept: None, False)).kind == "waits"
    assert asyncio.run(attempt(app.hang, SHORT, lambda kept: None, True)).kind == "waits"


def test_clean_up_that_waits_is_ended_as_well(app: Any) -> None:
    """The alarm rings again, and the call is looked at once."""
    start = time.monotonic()
    made = plain(lambda: app.stubborn(threading.Event().wait), SHORT)
    assert (made.outcome.kind, made.seen) == ("waits", 1)
    assert "fixed.py, in stubborn: more()" in made.outcome.stack
    assert 0.25 <= time.monotonic() - start < 5


def test_nothing_can_swallow_the_end_of_a_call(app: Any) -> None:
    """It is no `Exception`."""
    assert not issubclass(StillWaiting, Exception)


def test_a_task_that_waits_is_seen(app: Any) -> None:
    """With its chain of awaits, the innermost last; it is cancelled then."""
    start = time.monotonic()
    made = loop(app.hang, SHORT)
    assert SHORT <= time.monotonic() - start < 5
    assert (made.outcome.kind, made.kept, made.seen) == ("waits", [], 1)
    assert made.outcome.stack[:2] == (
        "fixed.py, in hang: await nap()",
        "fixed.py, in nap: await asyncio.Event().wait()",
    )
    assert made.outcome.stack[2].startswith("locks.py, in wait: ")


def test_a_task_that_waits_in_a_generator_is_seen(app: Any) -> None:
    """As far as the loop over it: an asynchronous generator does not tell what it awaits."""
    assert loop(app.loops, SHORT).outcome.stack == ("fixed.py, in loops: async for _ in each():",)


def test_a_task_that_clings_is_given_a_moment_to_end(app: Any) -> None:
    """Nothing of it is left in the loop."""

    async def left() -> int:
        await attempt(app.clings, SHORT, lambda kept: None, True)
        return len(asyncio.all_tasks())

    assert asyncio.run(left()) == 1


def test_a_task_that_blocks_the_loop_is_ended(app: Any) -> None:
    """By the alarm, at four times the deadline: then it is no task's turn any more."""
    start = time.monotonic()
    made = loop(app.blocks, SHORT)
    assert 4 * SHORT <= time.monotonic() - start < 5
    assert (made.outcome.kind, made.seen) == ("waits", 1)
    assert "fixed.py, in blocks: threading.Event().wait()" in made.outcome.stack


def test_what_is_suspended_has_frames(app: Any) -> None:
    """What has not started, or has ended, waits in its own line or in none."""
    coroutine = app.hang()
    [started] = stack_of(coroutine)
    assert started == "fixed.py, in hang: async def hang():"
    coroutine.close()
    assert stack_of(coroutine) == ()


def test_lines_of_a_scenario_and_of_no_file_are_left_out() -> None:
    """They are not the example's."""
    for name in ("/examples/topic/case/scenario.py", "<string>"):
        place: dict[str, Any] = {}
        exec(compile("import asyncio\nasync def f(): await asyncio.sleep(9)", name, "exec"), place)

        async def frames(call: Any = place["f"]) -> tuple[str, ...]:
            return (await attempt(call, SHORT, lambda kept: None, True)).stack

        assert [line.partition(",")[0] for line in asyncio.run(frames())] == ["tasks.py"]
