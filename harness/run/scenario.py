"""What a scenario declares, and the bench that its calls may use."""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.record.finding import Promise
from harness.run.gauges import Gauge

Step = Callable[[ModuleType, Any], Any]
"""One call: takes the example module and what ``setup`` yields (else the bench)."""

SERVERS = ("http", "postgres", "small_postgres")
"""The servers that a scenario may need."""

LEAVES = (
    "descriptor", "thread", "child process", "orphan", "temporary file", "file", "shared memory",
    "server session", "task", "lost task", "permit", "memory", "process setting", "exit handler",
    "log handler", "timer",
)  # fmt: skip
"""The kinds of things that a run may leave behind; a warning goes by the name of its class."""

BAD_CALLS = 24
"""Bad calls where no capacity is given: a leak at every tenth shows twice."""


class BadScenario(Exception):
    """A scenario that cannot be run as it is declared; the message is one sentence."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """The workload of an example, its gauge, and what is promised of each variant.

    Raises `BadScenario` for a declaration that makes no sense. If a call, or any function of
    the example's module, is ``async``, all calls run in one event loop; else there is none.
    """

    gauge: Gauge
    """What counts the units that are out; one of ``gauges``, or a `Gauge` of your own."""

    good: Step
    """A call that goes well: plain or ``async``, it takes the example's module and what ``setup``
    yields. With a ``crowd`` it is what all callers do at once."""

    bad: Step | None = None
    """The call that provokes the fault: it must enter the example's code and do otherwise than
    ``good`` does."""

    buggy: Promise | None = None
    """What is promised of ``buggy.py``."""

    fixed: Promise | None = None
    """What is promised of ``fixed.py`` and every ``fixed_<how>.py``."""

    capacity: int | None = None
    """Units that can be out at once. The calls go on to three times as many bad ones, or until
    all units are out."""

    pattern: str = "gb"
    """The order of good and bad calls, repeated as often as it takes: a ``g`` or a ``b`` each."""

    setup: Callable[[ModuleType, Bench], Any] | None = None
    """A generator function, plain or ``async``, of the module and the bench; it yields what the
    calls receive, and tears down after the ``yield``."""

    crowd: int = 0
    """Callers at once, for what one caller after the other cannot show."""

    holder: str = ""
    """What keeps a unit alive, in words; shown where the verdict is *held by a reference*."""

    release_holder: Step | None = None
    """What makes the holder let go, after the last call."""

    needs: tuple[str, ...] = ()
    """The real servers that the calls use: ``http``, ``postgres``, or ``small_postgres``, which
    takes ten clients."""

    patience: float | None = None
    """Seconds that the next caller waits before its waiting is the reading: half a second where
    it is promised to wait, else five."""

    leaves: Mapping[str, str] = field(default_factory=dict)
    """What a fix may leave behind, by kind, each with its reason: ``{"file": "the report"}``."""

    invariant: Step | None = None
    """What must be true of the data after every fault, while the caller still has the error: it
    returns `False`, or raises, if not."""

    not_stood: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The faults that a fix does not stand, by variant: a part of the fault's phrase, and a
    sentence for the reader: ``{"fixed": {"os.unlink": "A killed process leaves the file."}}``."""

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        for complaint in complaints(self):
            raise BadScenario(complaint)

    def promise(self, variant: str) -> Promise | None:
        """What is promised of ``buggy``, ``fixed`` or ``fixed_<how>``."""
        return self.buggy if variant.split("_")[0] == "buggy" else self.fixed

    def patience_with(self, variant: str) -> float:
        """Seconds that the next caller of a variant waits before its waiting is the reading."""
        if self.patience is not None:
            return self.patience
        promise = self.promise(variant)
        waits = self.crowd or promise is None or promise.next_caller == "waits"
        return 0.5 if waits else 5.0

    @property
    def calls(self) -> str:
        """The sequence of calls, a ``g`` or ``b`` each: bad ones to three times the capacity."""
        bad = 3 * self.capacity if self.capacity else BAD_CALLS
        rounds = -(-bad // max(1, self.pattern.count("b")))
        return self.pattern * rounds

    @property
    def counted(self) -> bool:
        """Whether the gauge counts a fixed number of units, of which there may be too many."""
        counted = self.gauge.counted
        return self.capacity is not None if counted is None else counted


def complaints(scenario: Scenario) -> list[str]:
    """What is wrong with a declaration, a sentence each."""
    return [*of_gauge(scenario), *of_calls(scenario), *of_words(scenario)]


def of_gauge(scenario: Scenario) -> list[str]:
    """What is wrong with the gauge and the capacity."""
    gauge, capacity, made = scenario.gauge, scenario.capacity, []
    if not isinstance(gauge, Gauge):
        what = f"{gauge.__name__}()" if callable(gauge) else "a gauge of harness.gauges"
        made.append(f"gauge= takes a Gauge, and got {kind_of(gauge)}; write {what}")
    elif capacity is not None and not gauge.finite:
        made.append(
            f"capacity={capacity} for a {gauge.resource}, of which there is no fixed number; "
            "leave capacity out"
        )
    if capacity is not None and (not isinstance(capacity, int) or capacity < 1):
        made.append(f"capacity= takes a whole number from 1 on, and got {capacity!r}; correct it")
    return made


def of_calls(scenario: Scenario) -> list[str]:
    """What is wrong with the calls."""
    made = []
    for name in ("good", "bad", "setup", "release_holder"):
        step = getattr(scenario, name)
        if step is None and name != "good":
            continue
        if not callable(step):
            made.append(f"{name}= takes a function, and got {kind_of(step)}; write a function")
        elif not takes_two(step):
            seen = ", ".join(inspect.signature(step).parameters) or "none"
            made.append(
                f"{name}= takes a function of two parameters, the module and what setup yields, "
                f"and got one of {seen}; write it as {name}(app, bench)"
            )
    return made


def of_words(scenario: Scenario) -> list[str]:
    """What is wrong with the names and promises."""
    made, there = [], ", ".join(SERVERS)
    if not isinstance(scenario.needs, tuple):
        made.append(f"needs= takes a tuple, and got {scenario.needs!r}; write ('postgres',)")
    elif unknown := [name for name in scenario.needs if name not in SERVERS]:
        made.append(f"no server is called {unknown[0]!r}; there are {there}")
    if not scenario.pattern or set(scenario.pattern) - {"g", "b"}:
        made.append(f"pattern= takes the letters g and b, and got {scenario.pattern!r}; correct it")
    elif "b" in scenario.pattern and scenario.bad is None and scenario.pattern != "gb":
        made.append(f"pattern={scenario.pattern!r} without bad=; add the bad call")
    for name in ("buggy", "fixed"):
        promise = getattr(scenario, name)
        if promise is not None and not isinstance(promise, Promise):
            made.append(f"{name}= takes a Promise, and got {promise!r}; write Promise(...)")
    for kind, reason in scenario.leaves.items():
        if kind not in LEAVES and not kind.endswith("Warning"):
            made.append(f"leaves= knows no {kind!r}; there are {', '.join(LEAVES)}")
        elif not reason:
            made.append(f"leaves={{{kind!r}: ...}} has no reason; say why it may stay")
    return made


def kind_of(value: object) -> str:
    """A value as an error names it."""
    return "a function" if callable(value) else repr(value)


def takes_two(step: Callable[..., Any]) -> bool:
    """Whether a function can be called with the module and what ``setup`` yields."""
    try:
        inspect.signature(step).bind(None, None)
    except TypeError:
        return False
    except ValueError:  # a builtin that does not tell
        return True
    return True


class Gate:
    """A point that callers pass, and where a crowd is held and let through one by one."""

    def __init__(self) -> None:
        """Start open."""
        self.closed = False
        self.standing = 0
        self._passes = 0
        self._change = threading.Condition()

    def __call__(self, *_: object) -> None:
        """Stand here until let through, if the gate is closed; for plain code."""
        if not self.closed:
            return
        with self._change:
            self.standing += 1
            self._change.wait_for(lambda: self._passes > 0)
            self._leave()

    async def wait(self, *_: object) -> None:
        """The same for ``async`` code."""
        if not self.closed:
            return
        self.standing += 1
        try:
            while not self._passes:
                await asyncio.sleep(0)
        finally:
            self._leave()

    def let_through(self, number: int) -> None:
        """Let that many callers pass, now or when they come."""
        with self._change:
            self._passes += number
            self._change.notify_all()

    def _leave(self) -> None:
        self.standing -= 1
        self._passes = max(0, self._passes - 1)


@dataclass
class Bench:
    """What a run offers to its calls: a private folder, servers and two gates.

    ``work`` stands for work on the unit itself (a query on the connection), ``elsewhere``
    for work that does not need it (a request to another service): pass either to the
    example as its downstream. Both are open unless the scenario has a ``crowd``.
    """

    folder: Path
    here: Path
    urls: dict[str, str] = field(default_factory=dict)
    ask: Callable[[str, str], int] = lambda server, question: 0
    work: Gate = field(default_factory=Gate)
    elsewhere: Gate = field(default_factory=Gate)

    def url(self, server: str) -> str:
        """The address of a server that the scenario ``needs``; `BadScenario` if it does not."""
        try:
            return self.urls[server]
        except KeyError:
            raise BadScenario(
                f"bench.url({server!r}) without needs=({server!r},); add it"
            ) from None

    def sample(self, name: str) -> Path:
        """A file of the example's folder, copied into the private folder."""
        copy = self.folder / name
        copy.write_bytes((self.here / name).read_bytes())
        return Path(name)
