"""Cancellation at each suspension: once, at the hand-over, twice, and for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from harness.record.faults import Sort
from harness.run.faults.point import Point
from harness.run.faults.steps import Plan, driven
from harness.run.settle import settle

if TYPE_CHECKING:
    from harness.run.faults.gate import Gate

DEADLINE = 2.0
"""Seconds that a call gets to hear of its cancellation."""

SUSPENSIONS = 10
"""Suspensions of a call at which it is cancelled, at the most."""

SECONDS = 3
"""Suspensions after the first cancellation at which the second one comes."""

LARGEST = 8
"""Holders at once, at the most, for the hand-over of a unit."""

TURNS = 60
"""Turns of the event loop after which a task that got no further waits."""


class Cancelling:
    """The cancellations of one variant's calls."""

    def __init__(self, gate: Gate) -> None:
        """Know the gate."""
        self.gate = gate
        self.plans = {kind: plan for kind in gate.kinds() if (plan := self.counted(kind))}

    def counted(self, kind: str) -> Plan | None:
        """The suspensions of a call, which only a call of the example's own coroutine has."""
        gate = self.gate
        if not gate.is_async or not gate.is_direct(kind):
            return None
        plan = gate.looked.get(kind)
        return plan if plan and plan.count else None

    def points(self) -> list[Point]:
        """Every cancellation of every call, then those of a caller that waits for a unit."""
        return [*self.of_calls(), *self.of_waiters()]

    def of_calls(self) -> Iterator[Point]:
        """Cancellations of a call that is alone."""
        for kind, plan in self.plans.items():
            for n in range(1, min(plan.count, SUSPENSIONS) + 1):
                yield self.point(Sort.CANCELLED, kind, n, n.__eq__)
                yield self.point(Sort.HAND_OVER, kind, n, None)
                for m in range(n + 1, n + 1 + SECONDS):
                    yield self.point(Sort.PAIR, kind, n, {n, m}.__contains__)
                yield self.point(Sort.LEVEL, kind, n, n.__le__)

    def point(self, sort: Sort, kind: str, number: int, cancels: Any) -> Point:
        """One cancellation."""

        def plan() -> Plan:
            if cancels is None:
                return Plan(hand_over_at=number)
            return Plan(cancel_at=cancels)

        need = 2 if sort is Sort.PAIR else 1
        place = self.gate.looked[kind].places.get(number, "")
        return Point(sort, place, kind, lambda: self.cancel(kind, plan(), need))

    async def cancel(self, kind: str, plan: Plan, need: int) -> str | None:
        """Make one call by the plan; what of the cancellation did not arrive."""
        task = self.start(kind, plan)
        await asyncio.wait({task}, timeout=self.gate.deadline(DEADLINE))
        if plan.hits < need:
            await self.end(task)
            return None
        return await self.heard(task, kind)

    def start(self, kind: str, plan: Plan) -> asyncio.Task[Any]:
        """A call in a task of its own."""
        gate = self.gate
        call = gate.step(kind)
        return asyncio.ensure_future(driven(lambda: call(gate.app, gate.meter.world), plan))

    async def heard(self, task: asyncio.Task[Any], kind: str) -> str:
        """What a cancelled task did instead of ending as cancelled; empty if it did."""
        if not task.done():
            await self.end(task)
            self.gate.is_dirty = True
            return "the caller waits"
        if task.cancelled():
            return ""
        error, usual = task.exception(), self.gate.usual[kind]
        if error is None:
            return "the cancellation is swallowed: the call goes on to its end"
        if holds_cancellation(error) or type(error).__name__ == usual.error:
            return ""
        return f"the cancellation is replaced by {type(error).__name__}"

    async def end(self, task: asyncio.Task[Any]) -> None:
        """End a task that should have ended."""
        if not task.done():
            task.cancel()
            await asyncio.wait({task}, timeout=self.gate.deadline(DEADLINE))

    def of_waiters(self) -> Iterator[Point]:
        """Cancellations of a caller that waits because all units are out."""
        gate, capacity = self.gate, self.gate.scenario.capacity
        holding = gate.looked["good"].holding if "good" in self.plans else 0
        if not holding or not capacity or capacity > LARGEST or gate.usual["good"].error:
            return
        for sort in (Sort.HAND_OVER, Sort.CANCELLED):
            place = "a caller that waits for a unit"
            yield Point(sort, place, "good", lambda sort=sort: self.contend(sort, capacity))  # type: ignore[misc]

    async def contend(self, sort: Sort, capacity: int) -> str | None:
        """Let all units be out, cancel one of two that wait, and let the holders go on."""
        pause = self.gate.looked["good"].holding
        plans = [Plan(pause_at=pause) for _ in range(capacity)]
        holders = [self.start("good", plan) for plan in plans]
        if not await self.comes_to(lambda: all(plan.paused for plan in plans)):
            await self.resume(plans, holders)
            return None
        probe = Plan()
        waiter = self.start("good", probe)
        await self.stalls(probe, waiter)
        await self.end(waiter)
        if not probe.count:
            await self.resume(plans, holders)
            return None
        plan = Plan(hand_over_at=probe.count) if sort is Sort.HAND_OVER else Plan()
        waiter, other = self.start("good", plan), self.start("good", Plan())
        await self.stalls(plan, waiter)
        if sort is Sort.CANCELLED:
            plan.hits += not waiter.done()
            waiter.cancel()
        said = await self.resume(plans, [*holders, waiter, other])
        if not plan.hits:
            return None
        return said or await self.heard(waiter, "good")

    async def resume(self, plans: list[Plan], tasks: list[asyncio.Task[Any]]) -> str:
        """Let the holders go on, one by one; who waits for ever then."""
        for plan in plans:
            plan.resume.set()
            await asyncio.sleep(0)
        await asyncio.wait(tasks, timeout=self.gate.deadline(DEADLINE))
        stuck = [task for task in tasks if not task.done()]
        for task in stuck:
            await self.end(task)
        for task in tasks:
            if not task.cancelled():
                task.exception()  # somebody has looked at it
        self.gate.is_dirty = self.gate.is_dirty or bool(stuck)
        return f"{len(stuck)} of {len(tasks)} callers wait for ever" if stuck else ""

    async def stalls(self, plan: Plan, task: asyncio.Task[Any]) -> None:
        """Turn the loop until a task has ended or gets no further."""
        seen, idle = -1, 0
        while not task.done() and idle < TURNS:
            await asyncio.sleep(0)
            idle = idle + 1 if plan.count == seen else 0
            seen = plan.count

    async def comes_to(self, done: Callable[[], bool]) -> bool:
        """Whether it comes to be so soon."""
        return await settle(done, 0.2, True)


def holds_cancellation(error: BaseException) -> bool:
    """Whether an exception is a cancellation, or a group that has one."""
    if isinstance(error, BaseExceptionGroup):
        return any(holds_cancellation(each) for each in error.exceptions)
    return isinstance(error, asyncio.CancelledError)
