"""The child's side of a run: make the calls, read the gauge after each, report the readings."""

from __future__ import annotations

import asyncio
import gc
import inspect
import os
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType, ModuleType
from typing import Any

from harness.record.finding import levelled
from harness.record.readings import Call, Crowd, Outcome, Pass
from harness.run import crowd
from harness.run.attempt import attempt
from harness.run.gauges import (
    count_children,
    count_temporary_files,
    lift_limit,
    open_descriptors,
)
from harness.run.scenario import Bench, Scenario
from harness.run.settle import settle

CALL_DEADLINE = 5.0
"""Seconds that a call of the load may take; a hang there is a reading, too."""

GOING = 2.0
"""Seconds that sessions, threads and children may take to end after the tear-down."""

SAMPLES = 200
"""Readings taken during one call, at the most."""


class Run:
    """One pass over a scenario's workload, on one variant, in this process."""

    def __init__(self, scenario: Scenario, app: ModuleType, bench: Bench, mode: str) -> None:
        """Prepare; ``mode`` is ``let_go``, ``kept``, ``pinned``, or ``held`` for the last two."""
        self.scenario, self.app, self.bench, self.mode = scenario, app, bench, mode
        self.world: Any = bench
        self.kept: list[object] = []
        self.base = self.last = self.most = self.samples = 0
        self.pins: list[object] = []
        steps = (scenario.good, scenario.bad, scenario.setup, *vars(app).values())
        self.loop = any(is_async(step) for step in steps)
        self.hook = {"pinned": self.pin, "held": self.pin_and_watch}.get(mode, self.watch)
        self.tasks, self.seconds = 0, 0.0

    def execute(self) -> tuple[Pass | Crowd, dict[str, int]]:
        """Run to the end; the readings, and what is left over after the tear-down."""
        before = leftovers(self.bench)
        if self.loop:
            with asyncio.Runner() as runner:
                readings = runner.run(self.within_setup())
        else:
            readings = drive(self.within_setup())
        lift_limit()
        gc.collect()
        left = drive(left_since(before, self.bench, self.patience(readings)))
        return readings, {**left, "tasks": self.tasks}

    def patience(self, readings: Pass | Crowd) -> float:
        """Seconds that leftovers are given to go away: none where nobody will judge them."""
        lost = self.last and not (isinstance(readings, Pass) and levelled(readings))
        judged = not self.app.__name__.startswith("buggy") and self.mode in ("let_go", "held")
        return GOING if judged and not lost else 0.0

    async def within_setup(self) -> Pass | Crowd:
        """Set up, make the calls, tear down; count the tasks that are still there then."""
        start = time.perf_counter()
        async with prepared(self.scenario, self.app, self.bench) as self.world:
            self.seconds += time.perf_counter() - start
            readings = await self.measured()
            start = time.perf_counter()
        self.seconds += time.perf_counter() - start
        self.kept.clear()
        if self.loop:
            await settle(lambda: len(asyncio.all_tasks()) == 1, 0.0, True)
            self.tasks = len(asyncio.all_tasks()) - 1
        return readings

    async def measured(self) -> Pass | Crowd:
        """Take the baseline, with the collector off from here on, and make the calls."""
        gauge, capacity = self.scenario.gauge, self.scenario.capacity
        if self.mode in ("pinned", "held"):
            threading.setprofile(self.pin)  # the example's code may run in a pool of threads
        if self.scenario.bad is not None:
            await self.call(self.scenario.good, CALL_DEADLINE)  # lazy things get ready
        gc.collect()
        gc.disable()
        await settle(lambda: not gauge.lag, gauge.lag, self.loop)  # what set-up closed goes home
        self.base = gauge.read(self.app, self.world)
        if gauge.limit and capacity:
            gauge.limit(capacity)
        return await (crowd.gather(self) if self.scenario.crowd else self.sequence())

    async def sequence(self) -> Pass:
        """Good and bad calls one after the other, then the readings at the end of the load."""
        calls = [call async for call in self.load()]
        victim = await self.victim() if self.mode != "pinned" else Outcome("returned")
        filled = self.out()
        self.kept.clear()
        self.pins.clear()
        dropped = await self.drained()
        collected = let_go = await self.collected()
        if self.scenario.let_go is not None and filled:
            self.scenario.let_go(self.app, self.world)
            let_go = await self.collected()
        return Pass(tuple(calls), dropped, collected, let_go, victim)

    async def load(self) -> AsyncIterator[Call]:
        """The calls of the scenario's sequence, until all units are out or one call waits."""
        pattern = self.scenario.pattern if self.mode == "pinned" else self.scenario.calls
        for letter in pattern:
            if self.full():
                return
            call = await self.one("good" if letter == "g" else "bad")
            yield call
            if call.outcome.kind == "waits":
                return

    async def one(self, kind: str) -> Call:
        """One call of that kind, with the readings during and after it."""
        step = self.scenario.bad if kind == "bad" and self.scenario.bad else self.scenario.good
        self.most, self.samples = -sys.maxsize, 0
        sys.setprofile(self.hook)
        outcome = await self.call(step, CALL_DEADLINE)
        sys.setprofile(None)
        out = await self.settled()
        return Call(kind, max(self.most - self.base, out), out, outcome)

    async def victim(self) -> Outcome:
        """The next caller, once all units are out: bad calls go on until then."""
        bad = self.scenario.bad or self.scenario.good
        for _ in range(self.scenario.capacity or 0):
            if self.full() or self.out() <= 0:
                break
            await self.call(bad, self.scenario.patience)
        return await self.call(self.scenario.good, self.scenario.patience)

    async def call(self, step: Any, deadline: float) -> Outcome:
        """One call under a deadline; its result or exception is kept only if the mode says so."""
        keep = self.kept.append if self.mode in ("kept", "held") else ignore
        start = time.perf_counter()
        outcome = await attempt(lambda: step(self.app, self.world), deadline, keep, self.loop)
        self.seconds += time.perf_counter() - start
        return outcome

    def out(self) -> int:
        """Units out now, above the baseline."""
        return self.scenario.gauge.read(self.app, self.world) - self.base

    def full(self) -> bool:
        """Whether as many units are out as there are."""
        return self.scenario.capacity is not None and self.out() >= self.scenario.capacity

    async def settled(self) -> int:
        """Units out, once releases that are under way have arrived."""
        await settle(lambda: self.out() <= self.last, self.scenario.gauge.lag, self.loop)
        self.last = self.out()
        return self.last

    async def drained(self) -> int:
        """Units out, once all that can come back by itself has done so."""
        self.last = 0
        return await self.settled()

    async def collected(self) -> int:
        """Units out, once the collector finds nothing more.

        What the first collection frees may be all that kept other garbage, and a thread that has
        handed over its result may hold it for a moment longer: so it collects at each look.
        """
        gc.collect()
        moment = 0.02 if self.loop or threading.active_count() > 1 else 0.0
        await settle(lambda: gc.collect() >= 0 and self.out() <= 0, moment, self.loop)
        return await self.drained()

    def watch(self, frame: FrameType, event: str, arg: object) -> None:
        """Profile hook: read the gauge when a call made by the example ends."""
        ended = (event == "c_return" and self.ours(frame)) or (
            event == "return" and self.ours(frame.f_back)
        )
        if ended and self.samples < SAMPLES and not self.scenario.gauge.lag:
            self.samples += 1
            self.most = max(self.most, self.scenario.gauge.read(self.app, self.world))

    def pin(self, frame: FrameType, event: str, arg: object) -> None:
        """Profile hook: keep the locals of the example's functions alive, as PyPy might."""
        if event == "return" and self.ours(frame):
            self.pins.append(dict(frame.f_locals))

    def pin_and_watch(self, frame: FrameType, event: str, arg: object) -> None:
        """Profile hook: both, in this order, so that what is read has nothing let go of."""
        self.pin(frame, event, arg)
        self.watch(frame, event, arg)

    def ours(self, frame: FrameType | None) -> bool:
        """Whether the frame runs the example's code."""
        return frame is not None and frame.f_code.co_filename == self.app.__file__


def ignore(result: object) -> None:
    """Let go of a result or exception at once."""


def is_async(step: object) -> bool:
    """Whether a step of the scenario needs an event loop."""
    return inspect.iscoroutinefunction(step) or inspect.isasyncgenfunction(step)


def drive(coroutine: Any) -> Any:
    """Run a coroutine that never suspends, without an event loop."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a plain scenario awaited something")


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
    else:
        yield next(steps)
        next(steps, None)


async def left_since(before: dict[str, int], bench: Bench, patience: float) -> dict[str, int]:
    """What is above the count from before the set-up."""
    await settle(lambda: leftovers(bench) == before, patience, False)
    return {name: count - before[name] for name, count in leftovers(bench).items()}


def leftovers(bench: Bench) -> dict[str, int]:
    """What a run must not leave behind, counted."""
    counts = {
        "descriptors": len(open_descriptors()),
        "threads": threading.active_count(),
        "child processes": count_children() if os.path.exists("/proc/self/task") else 0,
        "temporary files": count_temporary_files(),
    }
    if "postgres" in bench.urls:
        counts["server sessions"] = bench.ask("postgres", "sessions")
    return counts
