"""One fault after the other, in the run's own process, as long as everything is back after each.

What must hold after a fault: the error or the cancellation arrives at the caller, the units are
back, nothing is left over, the next caller is served as without the fault, and the scenario's
invariant of its data is true. A release that fails before it is made keeps its own unit: no code
can help that, so just what that call gives back in a run without faults may stay out.
"""

from __future__ import annotations

import asyncio
import gc
import inspect
import json
import re
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict, replace
from types import ModuleType
from typing import Any

from harness.record.faults import Fault, Sort
from harness.record.finding import amount
from harness.record.readings import Outcome
from harness.run import leftovers
from harness.run.attempt import attempt
from harness.run.faults.callers import Callers, exchanges
from harness.run.faults.cancelling import Cancelling
from harness.run.faults.failing import Failing, holds_fault
from harness.run.faults.inject import Injector, Step
from harness.run.faults.lending import Lending
from harness.run.faults.point import Point
from harness.run.faults.rewrite import WRAPPERS, Site
from harness.run.faults.steps import Plan, driven
from harness.run.meter import Meter
from harness.run.passes import is_async, prepared
from harness.run.scenario import Bench, Scenario
from harness.run.settle import drive, settle
from harness.run.trace import is_ours

DEADLINE = 5.0
"""Seconds that a call gets under a fault; the next caller gets the scenario's patience."""

SLOWER = 10
"""Times as long as without a fault that a call may take: the machine may have more to do."""

AGE = 15.0
"""Seconds after which a fresh process goes on: a run that takes too long is taken for a hang."""

BACK = 0.5
"""Seconds that units get to come back after a fault."""

GONE = 0.3
"""Seconds that other things get to go."""

TIMES = 3
"""Times that something must grow by the same fault before it is lost and not warm."""

WARM = 8
"""Rounds of calls after which a number that still grows is taken not to level off."""

SUSPENDED = (Sort.CANCELLED, Sort.HAND_OVER, Sort.PAIR, Sort.LEVEL, Sort.CALLERS)
"""Sorts under which each call that is awaited is suspended once, as if it had to wait."""

DROPPED = re.compile("ResourceWarning: (?!subprocess)")
"""A warning that something was dropped which nothing had closed."""


class Gate:
    """The faults of one variant."""

    def __init__(
        self,
        scenario: Scenario,
        app: ModuleType,
        injector: Injector,
        bench: Bench,
        notices: leftovers.Notices,
    ) -> None:
        """Inject nothing yet."""
        self.scenario, self.app, self.injector = scenario, app, injector
        self.bench, self.notices = bench, notices
        own = [value for name, value in vars(app).items() if name not in WRAPPERS]
        steps = (scenario.good, scenario.bad, scenario.setup, *own)
        self.is_async = any(is_async(step) for step in steps)
        gauge = replace(scenario.gauge, read=injector.aside(scenario.gauge.read))
        self.meter = Meter(gauge, app, bench, self.is_async)
        self.usual: dict[str, Outcome] = {}
        self.steps: dict[str, list[Step]] = {}
        self.looked: dict[str, Plan] = {}
        self.growth: dict[str, int] = {}
        self.tasks_left: dict[str, int] = {}
        self.arrived = self.is_dirty = self.may_be_warm = self.warns = False
        self.is_swappable = False
        self.slowest = 0.0
        self.mark = 0
        self.keeps = scenario.gauge.explicit  # what is only memory may stay as long as an error
        self.kept: list[object] = []
        self.manager: Any = None
        self.runner: asyncio.Runner | None = None
        self.lent: list[Site] = []
        self.there: dict[str, int] = {}
        self.number, self.total = -1, 0

    def execute(self, done: int) -> tuple[list[Fault], bool]:
        """Inject the faults from number ``done`` on; whether these are all there are.

        It ends early after a fault that left something behind: the next needs a fresh process.
        """
        if not self.is_async:
            return drive(self.within_setup(done))  # type: ignore[no-any-return]
        runner = self.runner = asyncio.Runner()
        result = runner.run(self.within_setup(done))
        if not self.is_dirty:
            runner.close()
        return result

    async def within_setup(self, done: int) -> tuple[list[Fault], bool]:
        """The faults, between the scenario's set-up and its tear-down.

        After a fault that left something behind nothing is torn down: it might wait for ever, and
        the process ends anyway. So the set-up is kept from being collected, too.
        """
        manager = self.manager = prepared(self.scenario, self.app, self.bench)
        self.there = self.counts()
        self.meter.world = await manager.__aenter__()
        self.lent = self.injector.lending()
        faults = []
        if await self.dry_run():
            faults = [fault async for fault in self.injected(done)]
        if not self.is_dirty:
            with suppress(Exception):  # a pass has told of it
                await manager.__aexit__(None, None, None)
        return faults, not self.is_dirty or self.number + 1 == self.total

    async def dry_run(self) -> bool:
        """Make each call without a fault, and note what it does; whether nothing is out then."""
        await self.plain("good")
        self.is_swappable = self.is_direct("good") and exchanges(
            self.scenario.good, self.app, self.meter.world
        )
        gc.collect()
        gc.disable()
        await self.meter.zero()
        for kind in self.kinds():
            await self.plain(kind)
            before = self.counts()
            self.injector.steps, self.injector.probe = [], self.probe
            self.injector.start()
            tasks, self.mark = self.own_tasks(), len(self.notices.texts)
            self.usual[kind] = await self.plain(kind)
            self.tasks_left[kind] = self.own_tasks() - tasks
            self.warns = self.warns or bool(self.dropped_unclosed())
            self.steps[kind], self.injector.steps = self.injector.steps, None
            if self.is_async and self.is_direct(kind):
                self.looked[kind] = await self.look(kind)
            await self.meter.drained()
            after = self.counts()
            self.growth = {name: max(0, after[name] - before[name]) for name in before}
        if not self.scenario.counted:
            await self.level_off()
        if self.meter.out() != 0:  # the example's own errors hold what they have: a pass tells
            self.keeps = False
            self.kept.clear()
        quiet = all(outcome.kind != "waits" for outcome in self.usual.values())
        return quiet and self.meter.out() == 0 and "good" in self.usual

    async def level_off(self) -> None:
        """Make more calls until no more units stay out: what fills up with use is full then."""
        for _ in range(WARM):
            if self.meter.out() <= 0:
                break
            await self.meter.zero()
            for kind in self.kinds():
                await self.plain(kind)
            await self.meter.drained()

    async def look(self, kind: str) -> Plan:
        """Make a call, and note its suspensions."""
        plan, call = Plan(read=self.meter.out), self.step(kind)
        self.injector.suspends = True
        task = asyncio.ensure_future(driven(lambda: call(self.app, self.meter.world), plan))
        await asyncio.wait({task}, timeout=DEADLINE)
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=DEADLINE)
        elif not task.cancelled():
            task.exception()
        self.injector.suspends = False
        return plan

    def kinds(self) -> list[str]:
        """The calls that a fault can meet."""
        return ["good", "bad"] if self.scenario.bad is not None else ["good"]

    def step(self, kind: str) -> Any:
        """The scenario's call of a kind."""
        return self.scenario.bad if kind == "bad" else self.scenario.good

    def is_direct(self, kind: str) -> bool:
        """Whether the scenario's call is the example's own: what leaves it reaches the caller."""
        return getattr(self.step(kind), "__name__", "") == "<lambda>"

    async def plain(self, kind: str, patience: float = 0.0) -> Outcome:
        """One call; notes whether the fault arrived.

        Its error is kept until the next call, as a log would keep it: what only reference
        counting brings back was not given back.
        """
        self.arrived = False
        self.kept.clear()

        def note(result: object) -> None:
            self.arrived = holds_fault(result)
            if self.keeps and isinstance(result, BaseException):
                clear_ours(result)
                self.kept.append(result)

        call = self.step(kind)
        deadline = self.deadline(max(DEADLINE, patience))
        start = time.monotonic()
        outcome = await attempt(
            lambda: call(self.app, self.meter.world), deadline, note, self.is_async
        )
        if self.injector.steps is not None:  # without a fault
            self.slowest = max(self.slowest, time.monotonic() - start)
        return outcome

    def deadline(self, least: float) -> float:
        """Seconds that callers get: many times what the slowest took without a fault."""
        return max(least, self.slowest * SLOWER)

    def probe(self) -> dict[str, int]:
        """Units out and things that are there, around one call of the example."""
        return {"units": self.meter.out(), **self.counts()}

    def own_tasks(self) -> int:
        """Tasks that run a coroutine of the example."""
        if not self.is_async:
            return 0
        codes = [getattr(task.get_coro(), "cr_code", None) for task in asyncio.all_tasks()]
        return sum(code is not None and code.co_filename == self.injector.file for code in codes)

    def counts(self) -> dict[str, int]:
        """Things that are there now."""
        counts = leftovers.count(self.bench, self.notices)
        if self.is_async:
            counts["task"] = len(asyncio.all_tasks())
        return counts

    async def injected(self, done: int) -> AsyncIterator[Fault]:
        """Each fault in turn, with what was lost; those that met nothing are left out."""
        sorts = (Failing(self), Cancelling(self), Callers(self), Lending(self))
        end = time.monotonic() + AGE
        points = [point for sort in sorts for point in sort.points()]
        self.total = len(points)
        for number, point in enumerate(points):
            if number < done:
                continue
            self.number, before = number, self.counts()
            self.mark = len(self.notices.texts)
            self.announce(point)
            said = await self.meet(point)
            if said is None and self.is_dirty:
                return
            if said is None:
                continue
            loss = said or ("" if point.is_end else await self.loss(point, before))
            if loss and not said and self.may_be_warm:
                loss = await self.again(point)
            self.is_dirty = self.is_dirty or bool(loss) or time.monotonic() > end
            yield Fault(point.sort, point.place, point.call, loss)
            if self.is_dirty:
                return

    def announce(self, point: Point) -> None:
        """Leave word of what comes, for whoever finds this process hanging."""
        fault = Fault(point.sort, point.place, point.call, "the process hangs")
        direct = self.is_direct(point.kind)  # else it may be the scenario that waits
        word = json.dumps({"number": self.number, "faults": [asdict(fault)] if direct else []})
        self.bench.folder.with_name("at").write_text(word, encoding="utf-8")

    async def meet(self, point: Point) -> str | None:
        """Run into one fault: what the caller did not hear, or ``None`` if it met nothing."""
        self.injector.suspends = point.sort in SUSPENDED
        try:
            result = point.run()
            loss: str | None = await result if inspect.isawaitable(result) else result
        except Exception:  # a signal handler of the example, in the middle of our own lines
            self.is_dirty, loss = True, None
        self.injector.suspends = False
        return loss

    def place(self, site: int) -> str:
        """A call, as a failure names it."""
        where = self.injector.sites[site]
        return f"`{where.text}` in {where.function}()"

    async def loss(self, point: Point, before: dict[str, int]) -> str:
        """What is not as it was before the fault; empty if all is."""
        if point.gives_back:  # what a release that failed has kept, the error may well keep, too
            self.kept.clear()
        lost = await self.units_lost(point.allowed.get("units", 0))
        broken = "" if lost or point.is_guess else self.broken_invariant()
        self.kept.clear()
        lost = lost or await self.things_left(point, before)
        if lost or point.is_guess:
            return lost
        self.may_be_warm = False
        return (
            broken
            or await self.turned_away(point)
            or ("" if point.allowed or point.is_unhanded or self.warns else self.dropped_unclosed())
        )

    def dropped_unclosed(self) -> str:
        """What only reference counting brought back since the fault, as Python warned."""
        texts = [text for text in self.notices.since(self.mark) if DROPPED.match(text)]
        return f"dropped unclosed, {texts[0]}" if texts else ""

    async def again(self, point: Point) -> str:
        """Run into the same fault again: what got warm the first time leaves nothing more.

        A pool grows by what its callers happen to need, so only what grows each time is lost.
        """
        loss = ""
        for _ in range(TIMES):
            self.is_dirty, before = False, self.counts()
            await self.meter.zero()
            said = await self.meet(point)
            loss = said or await self.loss(point, before)
            if not loss:
                return ""
        return loss

    async def units_lost(self, allowed: int) -> str:
        """Units that are out, or too many, beyond those allowed."""
        await settle(lambda: self.meter.out() <= 0, BACK, self.is_async)
        out, resource = await self.meter.drained(), self.scenario.gauge.resource
        self.may_be_warm = not self.scenario.counted and out > 0
        if 0 < out <= allowed:
            self.is_dirty = True  # it stays out, and nobody is to blame
            return ""
        if out > 0:
            return f"{amount(out, resource)} lost"
        too_many = out < 0 and self.scenario.counted
        return f"{amount(-out, resource)} too many" if too_many else ""

    async def things_left(self, point: Point, before: dict[str, int]) -> str:
        """What is there and was not before, beyond what the usual call leaves."""

        def more() -> dict[str, int]:
            now = self.counts()
            kinds = [k for k in now if k not in self.scenario.leaves]
            grown = {kind: now[kind] - before[kind] - self.growth[kind] for kind in kinds}
            return {kind: count for kind, count in grown.items() if count > 0}

        await settle(lambda: not more(), GONE, self.is_async)
        left = more()
        self.may_be_warm = bool(left)
        beyond = {k: n for k, n in left.items() if n > point.allowed.get(k, 0)}
        self.is_dirty = self.is_dirty or bool(left)
        return ", ".join(f"{amount(n, kind)} left over" for kind, n in beyond.items())

    def broken_invariant(self) -> str:
        """Whether the scenario's data is still whole."""
        invariant = self.scenario.invariant
        if invariant is None:
            return ""
        try:
            whole = self.injector.aside(invariant)(self.app, self.meter.world)
        except Exception as error:
            return f"its data is not whole: {type(error).__name__}: {error}"
        return "its data is not whole" if whole is False else ""

    async def turned_away(self, point: Point) -> str:
        """Whether the next caller is served as usual, where a unit is left for it."""
        if self.is_dirty:
            return ""  # a unit stays out, and nobody is to blame
        outcome = await self.plain("good", self.scenario.patience or 0.0)
        if outcome.kind == "returned" or outcome.word == self.usual["good"].word:
            return ""
        if not self.is_direct(point.kind):  # it was the scenario itself that was stopped half-way
            self.is_dirty = True
            return ""
        word = "waits" if outcome.kind == "waits" else f"gets {outcome.error}"
        return f"the next caller {word}"


def clear_ours(error: BaseException) -> None:
    """Let go of what our own and the scenario's functions held when an error passed them."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        if is_ours(frame):
            with suppress(RuntimeError):  # it still runs
                frame.clear()
