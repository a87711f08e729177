"""A second caller, let in at each call that the first one makes, or at each of its suspensions."""

from __future__ import annotations

import asyncio
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from harness.record.faults import Sort
from harness.run.faults.cancelling import Cancelling
from harness.run.faults.fair import swapped
from harness.run.faults.inject import SWAPS
from harness.run.faults.point import Point
from harness.run.faults.steps import Plan, driven
from harness.run.settle import wait_until

if TYPE_CHECKING:
    from harness.run.faults.gate import Gate

DEADLINE = 2.0
"""Seconds that both callers get to end."""

LOOKS = 4
"""Looks at which a thread must stand at the same instruction to be taken for waiting."""

STOPS = 12
"""Calls of the first caller at which the second is let in, at the most."""

ORDER = ("first", "second")

BLUNDERS = {
    *(AttributeError, IndexError, KeyError, TypeError, FileNotFoundError, RuntimeError),
    *(ValueError, UnboundLocalError, AssertionError, ZeroDivisionError),
}
"""Errors that no code means to raise when somebody else was faster."""

Call = Callable[[], Any]


class Callers:
    """The pairs of callers of one variant."""

    def __init__(self, gate: Gate) -> None:
        """Know the gate."""
        self.gate = gate

    def points(self) -> Iterator[Point]:
        """A second caller equal to the first, different from it, and in the opposite order."""
        gate = self.gate
        if not gate.is_direct("good") or is_for_one(gate.meter.world) or self.has_a_loop():
            return
        for pair in self.pairs():
            for stop, place in self.stops(pair.first):
                yield self.point(pair, f"{place}, {pair.name}", stop)

    def point(self, pair: Pair, where: str, stop: int) -> Point:
        """One second caller, let in at one place."""
        let_in = self.let_in if self.gate.is_async else self.let_thread_in
        is_guess = not pair.second
        return Point(Sort.CALLERS, where, pair.first, lambda: let_in(pair, stop), is_guess=is_guess)

    def has_a_loop(self) -> bool:
        """Whether plain code keeps an event loop, which is for one thread alone."""
        things = [*vars(self.gate.app).values(), self.gate.meter.world]
        loops = (asyncio.Runner, asyncio.AbstractEventLoop)
        return not self.gate.is_async and any(isinstance(each, loops) for each in things)

    def pairs(self) -> Iterator[Pair]:
        """The pairs of callers there are."""
        gate = self.gate
        app, world = gate.app, gate.meter.world
        good, bad = gate.scenario.good, gate.scenario.bad
        yield Pair("good", "an equal one", lambda: good(app, world), "good")
        if bad is not None and gate.is_direct("bad"):
            yield Pair("good", "another one", lambda: bad(app, world), "bad")
            yield Pair("bad", "another one", lambda: good(app, world), "good")
        if gate.is_swappable:
            opposite = Swapping(app)
            yield Pair("good", "one in the opposite order", lambda: good(opposite, world))
        elif any(step.is_swappable for step in gate.steps["good"]):
            inside = Reversed(lambda: good(app, world))
            yield Pair("good", "one in the opposite order inside", inside)

    def stops(self, kind: str) -> list[tuple[int, str]]:
        """Where the first caller is stopped: the calls it makes, or its suspensions."""
        gate = self.gate
        if gate.is_async:
            plan = gate.looked.get(kind, Plan())
            return [(n, plan.places[n]) for n in range(1, min(plan.count, STOPS) + 1)]
        sites = gate.injector.sites
        steps = [step for step in gate.steps[kind] if not sites[step.site].only_fails][:STOPS]
        return [(number, gate.place(step.site)) for number, step in enumerate(steps, 1)]

    async def let_in(self, pair: Pair, stop: int) -> str:
        """Stop a task at a suspension, let another run as far as it gets, go on."""
        cancelling = Cancelling(self.gate)
        plan, other = Plan(pause_at=stop), Plan()
        first = cancelling.start(pair.first, plan)
        await cancelling.comes_to(lambda: plan.paused or first.done())
        task = asyncio.ensure_future(driven(pair.call, other))
        await cancelling.stalls(other, task)
        said = await cancelling.resume([plan], [first, task])
        errors = [None if each.cancelled() else each.exception() for each in (first, task)]
        return said or self.crash(pair, [self.blunder(error) for error in errors])

    def let_thread_in(self, pair: Pair, stop: int) -> str:
        """Stop a thread at a call, let another run as far as it gets, go on."""
        gate = self.gate
        here, go_on, made = threading.Event(), threading.Event(), [0]
        call = gate.step(pair.first)
        first = Caller(lambda: call(gate.app, gate.meter.world), self.blunder)

        def halt(site: int) -> None:
            if threading.get_ident() == first.ident:
                made[0] += 1
                if made[0] == stop:
                    here.set()
                    go_on.wait()

        gate.injector.stop = halt
        first.start()
        wait_until(lambda: here.is_set() or not first.is_alive(), self.gate.deadline(DEADLINE))
        other = Caller(pair.call, self.blunder)
        other.start()
        wait_until(lambda: not other.is_alive() or other.stands(), self.gate.deadline(DEADLINE))
        go_on.set()
        both = [first, other]
        ended = wait_until(
            lambda: not any(each.is_alive() for each in both), self.gate.deadline(DEADLINE)
        )
        gate.injector.stop = None
        if ended:
            return self.crash(pair, [each.blunder for each in both])
        gate.is_dirty = True
        stuck = sum(each.is_alive() for each in both)
        return "both callers wait for each other" if stuck == 2 else "a caller waits for ever"

    def crash(self, pair: Pair, blunders: list[str]) -> str:
        """What a caller met that is served when it is alone; empty if both are as usual.

        Only an error that tells of a race counts: to be refused is an answer.
        """
        for kind, which, error in zip((pair.first, pair.second), ORDER, blunders, strict=True):
            if error and kind and self.gate.usual[kind].kind == "returned":
                return f"the {which} caller gets {error}"
        return ""

    def blunder(self, error: BaseException | None) -> str:
        """The type of an error that no code means to raise; empty for any other."""
        if error is None or type(error) not in BLUNDERS:
            return ""
        *_, last = traceback.extract_tb(error.__traceback__)
        is_meant = last.filename == self.gate.injector.file and (last.line or "").startswith(
            "raise"
        )
        return "" if is_meant else type(error).__name__


@dataclass(frozen=True)
class Pair:
    """Two callers: the first one's kind, what the second is called, its call, and its kind."""

    first: str
    name: str
    call: Call
    second: str = ""


class Caller(threading.Thread):
    """A caller in a thread of its own; how it ends is its own affair."""

    def __init__(self, call: Call, judge: Callable[[BaseException], str]) -> None:
        """Do not start yet; a daemon, because a stuck one never ends."""
        super().__init__(daemon=True)
        self._made, self._judge = call, judge
        self._places: list[object] = []
        self.blunder = ""

    def run(self) -> None:
        """Make the call."""
        try:
            self._made()
        except BaseException as error:
            self.blunder = self._judge(error)

    def stands(self) -> bool:
        """Whether it stands at one instruction for several looks: it waits for something."""
        frame = sys._current_frames().get(self.ident or 0)
        self._places.append((id(frame), frame.f_lasti) if frame else None)
        last = self._places[-LOOKS:]
        return len(last) == LOOKS and len(set(last)) == 1


class Reversed:
    """A call during which the example's own functions get their arguments the other way round."""

    def __init__(self, call: Call) -> None:
        """Know the call."""
        self._call = call

    def __call__(self) -> Any:
        """Make it; in a thread or a task of its own, so that nobody else sees the exchange."""
        SWAPS.set(True)
        return self._call()


class Swapping(ModuleType):
    """The example's module, with two arguments of a kind in each other's place."""

    def __init__(self, app: ModuleType, call: Callable[..., Any] | None = None) -> None:
        """Stand for the module; its functions are made by ``call``, or called as they are."""
        super().__init__(app.__name__)
        self._app, self._call = app, call

    def __getattr__(self, name: str) -> Any:
        """Its functions, called the other way round."""
        value = getattr(self._app, name)
        if not callable(value) or getattr(value, "__module__", "") != self._app.__name__:
            return value

        @wraps(value)
        def call(*args: Any, **kwargs: Any) -> Any:
            if self._call is not None:
                return self._call(*args)
            return value(*swapped(args), **kwargs)

        return call


class Seen(Exception):
    """Ends a call as soon as its arguments have been seen."""


def exchanges(call: Any, app: ModuleType, world: Any) -> bool:
    """Whether a call of the example has arguments with an opposite order; it is not made."""

    def look(*args: Any) -> Any:
        raise Seen(swapped(args) is not args)

    try:
        call(Swapping(app, look), world)
    except Seen as seen:
        return bool(seen.args[0])
    except Exception:  # it needed the result of what was not called
        return False
    return False


def is_for_one(world: Any) -> bool:
    """Whether the set-up yields, or holds, a thing that two callers must not share."""
    return any(
        type(thing).__module__.split(".")[0] in FOR_ONE and is_single(thing)
        for thing in parts(world, DEPTH)
    )


def parts(thing: Any, depth: int) -> Iterator[Any]:
    """A thing, what it contains, and the attributes of plain objects and of the example's own."""
    yield thing
    inner: list[Any] = []
    if isinstance(thing, (tuple, list)):
        inner = list(thing)
    elif isinstance(thing, SimpleNamespace) or type(thing).__module__.startswith("fixed"):
        inner = list(vars(thing).values())
    for each in inner if depth else []:
        yield from parts(each, depth - 1)


DEPTH = 3
"""How deep the things of a set-up are looked into."""

FOR_ONE = {"sqlite3", "psycopg", "psycopg2", "sqlalchemy", "asyncpg", "_io", "socket", "ssl"}
"""Libraries that have objects for one caller at a time."""


def is_single(thing: Any) -> bool:
    """Whether it is a connection, a session or a file, and not a pool or an engine."""
    name = type(thing).__name__
    return not any(word in name for word in ("Pool", "Engine", "maker"))
