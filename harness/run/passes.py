"""One pass over a scenario's calls, in the run's own process: what the gauge says after each."""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import pairwise
from types import ModuleType
from typing import Any

from harness.record.finding import Verdict, classify
from harness.record.readings import Aftermath, Call, Crowd, Leftover, Mode, Outcome, Pass
from harness.run import elsewhere, leftovers
from harness.run.attempt import attempt, raised
from harness.run.crowd import Gathering
from harness.run.gauges import lift_limit
from harness.run.leftovers import Notices
from harness.run.meter import Meter
from harness.run.ran import Ran
from harness.run.scenario import BadScenario, Bench, Scenario
from harness.run.settle import drive, settle, wait_until
from harness.run.state import callbacks
from harness.run.trace import PLAIN, Trace

CALL_DEADLINE = 5.0
"""Seconds that a call of the load may take; a hang there is a reading, too."""

ENDING = 2.0
"""Seconds that sessions, threads and children may take to end after the tear-down."""

MOMENT = 0.5
"""Seconds of these that come before the collector runs: a thread may be about to end by itself."""

ROUNDS = 2
"""Rounds of calls after the load, over which memory is measured."""

GROWTH = 64 * 1024
"""Bytes that a round of calls may leave allocated: caches of the interpreter need some."""


@dataclass(frozen=True)
class Job:
    """What a pass is asked for: its mode, and whether it is the variant's first.

    ``proves`` says that this variant has to show that the bad call does otherwise than the good
    one: the buggy one does, or a fix that stands alone. ``ran`` notes the lines that are run.
    """

    mode: Mode
    first: bool = True
    proves: bool = True
    ran: Ran = field(default_factory=Ran)


class Run:
    """One pass over a scenario's workload, on one variant, in this process."""

    def __init__(
        self, scenario: Scenario, app: ModuleType, bench: Bench, notices: Notices, job: Job
    ) -> None:
        """Prepare for a job."""
        self.scenario, self.app, self.bench, self.notices = scenario, app, bench, notices
        self.mode, self.first, self.proves = job.mode, job.first, job.proves
        steps = (scenario.good, scenario.bad, scenario.setup, *vars(app).values())
        self.is_async = any(is_async(step) for step in steps)
        self.trace = Trace(app, job.mode, job.first, job.ran)
        self.meter = Meter(scenario.gauge, app, bench, self.is_async)
        self.patience = scenario.patience_with(app.__name__)
        self.kept: list[object] = []
        self.lines: list[tuple[set[int], int, object, object]] = []
        self.result: object = None
        self.before: leftovers.Counts = {}
        self.half: leftovers.Counts = {}
        self.end: leftovers.Counts = {}
        self.fewest = 1  # calls of the kind of which there were fewest
        self.rest: list[Leftover] = []
        self.teardown, self.seconds = "", 0.0
        self.early: int | None = None

    def execute(self) -> Pass | Crowd:
        """Run to the end: the readings, and what is left over after the tear-down."""
        bench = self.bench
        before = self.before = leftovers.count(bench, self.notices)
        self.trace.watch_lines()
        if self.is_async:
            with asyncio.Runner() as runner:
                readings: Pass | Crowd = runner.run(self.within_setup())
        else:
            readings = drive(self.within_setup())
        sys.settrace(None)
        lift_limit()
        return replace(readings, aftermath=self.aftermath(before, self.is_judged(readings)))

    def is_judged(self, readings: Pass | Crowd) -> bool:
        """Whether somebody will ask what is left over: not where units are lost anyway."""
        lost = isinstance(readings, Pass) and classify(readings) not in QUIET
        return not self.app.__name__.startswith("buggy") and not lost

    def is_quiet(self, readings: Pass) -> bool:
        """Whether more rounds of calls can tell something new: none waits, and nothing grew."""
        ended = [*(call.outcome for call in readings.calls), readings.next_caller]
        waits = any(outcome.kind == "waits" for outcome in ended)
        grows = any(number > 0 for number in self.grown().values())
        return self.is_judged(readings) and not waits and not grows

    def aftermath(self, before: leftovers.Counts, judged: bool) -> Aftermath:
        """What is left over: counted before the collector runs, and after it."""
        bench, notices = self.bench, self.notices
        patience = ENDING if judged else 0.0

        def back() -> bool:
            return leftovers.count(bench, self.notices) == before

        wait_until(back, min(patience, MOMENT))
        early = leftovers.count(bench, self.notices)
        warned = len(notices.texts) if self.early is None else self.early
        gc.collect()
        wait_until(back, patience)
        late = leftovers.count(bench, self.notices)
        counts = (before, early, late, self.half, self.end)
        rest = [*leftovers.compare(*counts, self.fewest), *self.rest]
        if notices.lost_tasks:
            rest.append(Leftover("lost task", notices.lost_tasks, notices.lost_tasks))
        return Aftermath(
            tuple(rest if judged else leftovers.steady(rest)),
            tuple(sorted(set(notices.texts[:warned]))),
            notices.since(warned),
            self.trace.unclosed,
            self.teardown,
            tuple(sorted(self.trace.ran.lines)),
        )

    async def within_setup(self) -> Pass | Crowd:
        """Set up, make the calls, tear down; count the tasks that are still there then."""
        if self.is_async:
            self.trace.watch_generators()
        start = time.perf_counter()
        readings: Pass | Crowd | None = None
        try:
            async with prepared(self.scenario, self.app, self.bench) as self.meter.world:
                self.seconds += time.perf_counter() - start
                readings = await self.measured()
                start = time.perf_counter()
        except BadScenario:
            raise
        except BaseException as error:
            if readings is None:
                raise BadScenario(f"setup or the first call failed: {described(error)}") from error
            self.teardown = described(error)  # and the readings are kept
        self.seconds += time.perf_counter() - start
        self.kept.clear()
        if self.is_async:
            patience = ENDING if self.is_judged(readings) else 0.0
            await settle(lambda: len(asyncio.all_tasks()) == 1, patience, True)
            if tasks := len(asyncio.all_tasks()) - 1:
                self.rest.append(Leftover("task", tasks, tasks))
            if self.end:  # a timer may be a task's own, and go with it
                self.end["timer"] = min(self.end["timer"], callbacks()["timer"])
        return readings

    async def measured(self) -> Pass | Crowd:
        """Take the baseline, with the collector off from here on, and make the calls."""
        scenario, meter = self.scenario, self.meter
        self.before["file"] = leftovers.count_files(self.bench.folder)  # the set-up's are not ours
        if not scenario.gauge.explicit:
            scenario.gauge.read(self.app, meter.world)  # memory is traced from here on
        if scenario.bad is not None:
            with self.trace.call(meter):  # traced, for that leaves something, too
                await self.call(scenario.good, CALL_DEADLINE)  # lazy things get ready
            self.let_go()
        gc.collect()
        gc.disable()
        await meter.zero()
        permits = elsewhere.held(self.app, meter.world)
        if scenario.gauge.limit and scenario.capacity:
            scenario.gauge.limit(scenario.capacity)
        readings = await (self.gathered() if scenario.crowd else self.sequence())
        if permits_left := elsewhere.still_taken(permits):
            self.rest.append(Leftover("permit", permits_left, permits_left))
        if self.first and isinstance(readings, Pass) and self.is_quiet(readings):
            await self.measure_memory()
        return readings

    async def gathered(self) -> Crowd:
        """Callers at the same time; what their functions held is kept, if the mode says so.

        Nothing is read while they run: between two lines of theirs two gauges may differ.
        """
        gathering = Gathering(self.scenario, self.bench, self.meter, self.patience)
        with self.trace.call(None) if self.trace.pins else nullcontext():
            return await gathering.readings()

    async def sequence(self) -> Pass:
        """Good and bad calls one after the other, then the readings at the end of the load."""
        start, meter = self.meter.out(), self.meter
        calls = [call async for call in self.load()]
        if self.first and self.proves:
            self.check_provoked(calls)
        pinned, pending = self.mode is Mode.PIN, meter.is_pending()
        caller = Outcome("returned") if pinned else await self.next_caller()
        filled = meter.out()
        returned = pending and filled <= 0 and not meter.is_pending()
        self.let_go()
        dropped = await meter.drained()
        waited = dropped if pinned else await meter.waited()
        self.early = len(self.notices.texts)
        held = leftovers.count(self.bench, self.notices)
        collected = await meter.collected()
        self.rest += leftovers.freed(held, leftovers.count(self.bench, self.notices), self.grown())
        after = collected
        if self.scenario.release_holder is not None and filled:
            self.scenario.release_holder(self.app, meter.world)
            after = await meter.collected()
        return Pass(
            tuple(calls), start, dropped, waited, collected, after, caller, returned=returned
        )

    def grown(self) -> leftovers.Counts:
        """What the second half of the load added, by kind."""
        return {kind: number - self.half.get(kind, number) for kind, number in self.end.items()}

    def let_go(self) -> None:
        """Drop all that this pass has kept."""
        self.kept.clear()
        self.trace.kept.clear()

    async def load(self) -> AsyncIterator[Call]:
        """The calls of the scenario's sequence, until all units are out or one call waits."""
        scenario = self.scenario
        letters = scenario.pattern if self.mode is Mode.PIN else scenario.calls
        for number, letter in enumerate(letters):
            if self.is_full():
                break
            if number == len(letters) // 2:
                self.half = leftovers.count(self.bench, self.notices)
            call = await self.one("good" if letter == "g" else "bad")
            yield call
            if call.outcome.kind == "waits":
                break
        self.end = leftovers.count(self.bench, self.notices)
        self.half = self.half or self.end  # a load that ended early has no second half
        made = Counter(letters[: len(self.lines)])
        self.fewest = min(made.values(), default=1)

    async def one(self, kind: str) -> Call:
        """One call of that kind, with the readings during and after it."""
        step = self.scenario.bad if kind == "bad" and self.scenario.bad else self.scenario.good
        meanwhile: list[int] = []
        with self.trace.call(self.meter):
            outcome = await self.call(
                step, CALL_DEADLINE, lambda: meanwhile.append(self.meter.out())
            )
        trace = self.trace
        self.lines.append((trace.lines, trace.hits, trace.arguments, self.result))
        if not self.trace.entered and (kind == "bad" or outcome.kind == "raised"):
            raise BadScenario(
                f"{kind}= never enters {self.app.__name__}.py, it {said(outcome)}; "
                "call what the example defines"
            )
        out = await self.meter.settled(kind)
        if meanwhile:  # a call that waits is read before it is ended
            out = self.meter.last = meanwhile[0]
        return Call(kind, max(self.trace.most, out), out, outcome)

    def check_provoked(self, calls: list[Call]) -> None:
        """Raise `BadScenario` if the bad call is in nothing unlike the good one."""
        kinds = {call.kind for call in calls}
        if self.scenario.bad is None or kinds != {"good", "bad"}:
            return
        seen: dict[str, list[Any]] = {"good": [], "bad": []}
        before = 0
        for call, path in zip(calls, self.lines, strict=True):
            seen[call.kind].append((call.during - before, call.out - before, call.outcome, path))
            before = call.out
        served = all(call.outcome.kind == "returned" for call in calls)
        if served and all(each == seen["good"][0] for each in [*seen["good"], *seen["bad"]]):
            raise BadScenario(
                "bad= does what good= does: the same lines of the example, the same outcome "
                f"({said(calls[0].outcome)}), the same units out; make it provoke the fault"
            )

    async def next_caller(self) -> Outcome:
        """The next caller, once all units are out: bad calls go on until then."""
        bad = self.scenario.bad or self.scenario.good
        for _ in range(self.scenario.capacity or 0):
            if self.is_full() or self.meter.out() <= 0:
                break
            await self.call(bad, self.patience)
        return await self.call(self.scenario.good, self.patience)

    async def call(self, step: Any, deadline: float, on_wait: Any = None) -> Outcome:
        """One call under a deadline; its result or exception is kept only if the mode says so."""
        keeps = self.mode in (Mode.KEEP, Mode.STRICT)

        def keep(result: object) -> None:
            self.result = result if isinstance(result, PLAIN) else None
            if keeps:
                self.kept.append(result)

        start = time.perf_counter()
        outcome = await attempt(
            lambda: step(self.app, self.meter.world), deadline, keep, self.is_async, on_wait
        )
        self.seconds += time.perf_counter() - start
        return outcome

    def is_full(self) -> bool:
        """Whether as many units are out as there are."""
        capacity = self.scenario.capacity
        return capacity is not None and self.meter.out() >= capacity

    async def measure_memory(self) -> None:
        """Note what a round of calls leaves allocated, beyond what the interpreter caches."""
        sizes = []
        for _ in range(ROUNDS + 1):
            for letter in dict.fromkeys(self.scenario.pattern):
                step = self.scenario.bad if letter == "b" else self.scenario.good
                await self.call(step or self.scenario.good, CALL_DEADLINE)
            self.let_go()
            gc.collect()
            sizes.append(leftovers.allocated())
        growth = min(after - before for before, after in pairwise(sizes))
        if growth > GROWTH:
            kilobytes = growth // 1024
            self.rest.append(Leftover("memory", kilobytes, kilobytes, kilobytes))


QUIET = (Verdict.DRAINS, Verdict.BREAKS, Verdict.STUCK, Verdict.LEVELS_OFF)
"""Verdicts under which no unit is out at the end that the code should have given back."""


def said(outcome: Outcome) -> str:
    """How a call ended, in words."""
    text = f": {outcome.text}" if outcome.text else ""
    raised_it = f"raised {outcome.error}{text}"
    return {"returned": "returned", "waits": "waits"}.get(outcome.kind, raised_it)


def described(error: BaseException) -> str:
    """An exception in one line."""
    outcome = raised(error)
    return f"{outcome.error}: {outcome.text}".replace("\n", " ")


def is_async(step: object) -> bool:
    """Whether a step of the scenario needs an event loop."""
    return inspect.iscoroutinefunction(step) or inspect.isasyncgenfunction(step)


@asynccontextmanager
async def prepared(scenario: Scenario, app: ModuleType, bench: Bench) -> AsyncIterator[Any]:
    """What the scenario's ``setup`` yields, torn down afterwards."""
    if scenario.setup is None:
        yield bench
        return
    steps = scenario.setup(app, bench)
    if inspect.isasyncgen(steps):
        yield await anext(steps)
        await anext(steps, None)
    elif not hasattr(steps, "__next__"):
        raise BadScenario("setup= takes a generator function, and this one has no 'yield'; add one")
    else:
        yield next(steps)
        next(steps, None)
