"""What a scenario declares, and the bench that its calls may use."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from harness.record.finding import Promise
from harness.run.gauges import Gauge

Step = Callable[[ModuleType, Any], Any]
"""One call: takes the example module and what ``setup`` yields (else the bench)."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """The workload of an example, its gauge, and what is promised of each variant.

    ``good`` and ``bad`` are single calls, plain or ``async``; ``pattern`` is repeated
    until the bad calls number several times the ``capacity`` (units the gauge can have
    out at once) or all units are out. ``setup`` is a generator (or async generator)
    function of the module and the bench that yields what the calls receive. With
    ``crowd`` callers, ``good`` is called by all at once. ``holder`` names what keeps a
    unit alive and ``let_go`` makes it let go. ``needs`` names servers, ``patience`` is
    how many seconds the next caller waits before its waiting is the reading.
    """

    gauge: Gauge
    good: Step
    bad: Step | None = None
    buggy: Promise | None = None
    fixed: Promise | None = None
    capacity: int | None = None
    pattern: str = "gb"
    setup: Callable[[ModuleType, Bench], Any] | None = None
    crowd: int = 0
    holder: str = ""
    let_go: Step | None = None
    needs: tuple[str, ...] = ()
    patience: float = 0.5

    def promise(self, variant: str) -> Promise | None:
        """What is promised of ``buggy``, ``fixed`` or ``fixed_<how>``."""
        return self.buggy if variant.split("_")[0] == "buggy" else self.fixed

    @property
    def calls(self) -> str:
        """The sequence of calls, a ``g`` or ``b`` each: bad ones to three times the capacity."""
        bad = 3 * self.capacity if self.capacity else 8
        rounds = -(-bad // max(1, self.pattern.count("b")))
        return self.pattern * rounds


class Gate:
    """A point that callers pass, and where a crowd is held and let through one by one."""

    def __init__(self) -> None:
        """Start open."""
        self.holds = False
        self.standing = 0
        self._passes = 0
        self._change = threading.Condition()

    def __call__(self, *_: object) -> None:
        """Stand here until let through, if the gate holds; for plain code."""
        if not self.holds:
            return
        with self._change:
            self.standing += 1
            self._change.wait_for(lambda: self._passes > 0)
            self._leave()

    async def wait(self, *_: object) -> None:
        """The same for ``async`` code."""
        if not self.holds:
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
        """The address of a server that the scenario ``needs``; `LookupError` if it does not."""
        try:
            return self.urls[server]
        except KeyError:
            raise LookupError(
                f"{self.here.name}: the scenario uses {server!r} without needs=({server!r},)"
            ) from None

    def sample(self, name: str) -> Path:
        """A file of the example's folder, copied into the private folder."""
        copy = self.folder / name
        copy.write_bytes((self.here / name).read_bytes())
        return Path(name)
