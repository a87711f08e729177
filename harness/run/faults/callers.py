"""A second caller, let in at each call that the first one makes, or at each of its suspensions."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import wraps
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from harness.record.faults import Sort
from harness.run.faults.cancelling import Cancelling
from harness.run.faults.steps import Plan
from harness.run.settle import settle

if TYPE_CHECKING:
    from harness.run.faults.gate import Gate, Point

DEADLINE = 2.0
"""Seconds that both callers get to end."""

LOOKS = 4
"""Looks at which a thread must stand at the same instruction to be taken for waiting."""

STOPS = 12
"""Calls of the first caller at which the second is let in, at the most."""

Call = Callable[[], Any]


class Callers:
    """The pairs of callers of one variant."""

    def __init__(self, gate: Gate) -> None:
        """Know the gate."""
        self.gate = gate

    def points(self) -> Iterator[Point]:
        """A second caller equal to the first, different from it, and in the opposite order."""
        from harness.run.faults.gate import Point

        gate = self.gate
        own_loop = not gate.is_async and "asyncio" in vars(gate.app)  # for one thread alone
        if not gate.is_direct("good") or own_loop or is_for_one(gate.meter.world):
            return
        for name, second in self.seconds():
            for stop, place in self.stops():
                run = self.let_in if gate.is_async else self.let_thread_in
                where = f"{place}, {name}"
                yield Point(Sort.CALLERS, where, "good", lambda r=run, s=stop, c=second: r(s, c))  # type: ignore[misc]

    def seconds(self) -> Iterator[tuple[str, Call]]:
        """The second callers there are."""
        gate = self.gate
        app, world = gate.app, gate.meter.world
        good, bad = gate.scenario.good, gate.scenario.bad
        yield "an equal one", lambda: good(app, world)
        if bad is not None and gate.is_direct("bad"):
            yield "another one", lambda: bad(app, world)
        yield "one in the opposite order", lambda: good(Swapping(app), world)

    def stops(self) -> list[tuple[int, str]]:
        """Where the first caller is stopped: the calls it makes, or its suspensions."""
        gate = self.gate
        if gate.is_async:
            plan = gate.looked.get("good", Plan())
            return [(n, plan.places[n]) for n in range(1, min(plan.count, STOPS) + 1)]
        steps = gate.steps["good"][:STOPS]
        return [(number, gate.place(step.site)) for number, step in enumerate(steps, 1)]

    async def let_in(self, stop: int, second: Call) -> str:
        """Stop a task at a suspension, let another run as far as it gets, go on."""
        cancelling = Cancelling(self.gate)
        plan, other = Plan(pause_at=stop), Plan()
        first = cancelling.start("good", plan)
        await cancelling.comes_to(lambda: plan.paused or first.done())
        from harness.run.faults.steps import driven

        task = asyncio.ensure_future(driven(second, other))
        await cancelling.stalls(other, task)
        return await cancelling.resume([plan], [first, task])

    def let_thread_in(self, stop: int, second: Call) -> str:
        """Stop a thread at a call, let another run as far as it gets, go on."""
        gate = self.gate
        here, go_on, made = threading.Event(), threading.Event(), [0]
        first = Caller(lambda: gate.scenario.good(gate.app, gate.meter.world))

        def halt(site: int) -> None:
            if threading.get_ident() == first.ident:
                made[0] += 1
                if made[0] == stop:
                    here.set()
                    go_on.wait()

        gate.injector.stop = halt
        first.start()
        wait_until(lambda: here.is_set() or not first.is_alive(), DEADLINE)
        other = Caller(second)
        other.start()
        wait_until(lambda: not other.is_alive() or other.stands(), DEADLINE)
        go_on.set()
        both = [first, other]
        ended = wait_until(lambda: not any(each.is_alive() for each in both), DEADLINE)
        gate.injector.stop = None
        if ended:
            return ""
        gate.is_dirty = True
        stuck = sum(each.is_alive() for each in both)
        return "both callers wait for each other" if stuck == 2 else "a caller waits for ever"


class Caller(threading.Thread):
    """A caller in a thread of its own; how it ends is its own affair."""

    def __init__(self, call: Call) -> None:
        """Do not start yet; a daemon, because a stuck one never ends."""
        super().__init__(daemon=True)
        self._made = call
        self._places: list[object] = []

    def run(self) -> None:
        """Make the call."""
        with suppress(BaseException):
            self._made()

    def stands(self) -> bool:
        """Whether it stands at one instruction for several looks: it waits for something."""
        frame = sys._current_frames().get(self.ident or 0)
        self._places.append((id(frame), frame.f_lasti) if frame else None)
        last = self._places[-LOOKS:]
        return len(last) == LOOKS and len(set(last)) == 1


class Swapping(ModuleType):
    """The example's module, with two arguments of a kind in each other's place."""

    def __init__(self, app: ModuleType) -> None:
        """Stand for the module."""
        super().__init__(app.__name__)
        self._app = app

    def __getattr__(self, name: str) -> Any:
        """Its functions, called the other way round."""
        value = getattr(self._app, name)
        if not callable(value) or getattr(value, "__module__", "") != self._app.__name__:
            return value

        @wraps(value)
        def call(*args: Any, **kwargs: Any) -> Any:
            return value(*swapped(args), **kwargs)

        return call


def swapped(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments with the first two of one kind exchanged; the same if there are none."""
    for one in range(len(args)):
        for other in range(one + 1, len(args)):
            a, b = args[one], args[other]
            if type(a) is type(b) and a is not b and not callable(a):
                result = list(args)
                result[one], result[other] = b, a
                return tuple(result)
    return args


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


def wait_until(done: Callable[[], bool], deadline: float) -> bool:
    """Whether it comes to be so before the deadline."""
    from harness.run.passes import drive

    return bool(drive(settle(done, deadline, False)))
