"""Calls of the example that fail: before they are made, once they are made, or as it expects."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from harness.record.faults import Sort
from harness.record.finding import amount
from harness.record.readings import Outcome
from harness.run.faults.fair import can_be_refused, can_fail, takes_by_name
from harness.run.faults.inject import (
    InjectedExit,
    InjectedFault,
    Step,
    Target,
    expected_by_name,
)
from harness.run.faults.point import Point

if TYPE_CHECKING:
    from harness.run.faults.gate import Gate

SOME = 3
"""Things that may be left over where a release is not made: a process and its pipes."""

OCCURRENCES = 2
"""Of a call that is made in a loop, this many are made to fail."""

TURNS = 2
"""Turns of the event loop that a task which was cancelled gets to end."""


def in_order(steps: list[Step]) -> list[Step]:
    """The calls as they were made; by their places where several threads made them, by chance."""
    if len({step.thread for step in steps}) < 2:
        return steps
    return sorted(steps, key=lambda step: (step.site, step.occurrence))


class Failing:
    """The failing calls of one variant."""

    def __init__(self, gate: Gate) -> None:
        """Know the gate."""
        self.gate = gate

    def points(self) -> Iterator[Point]:
        """Every call that the example makes, with each way in which it can fail."""
        for kind in self.gate.kinds():
            for step in in_order(self.gate.steps[kind]):
                if step.occurrence > OCCURRENCES:
                    continue
                site = self.gate.injector.sites[step.site]
                if site.only_fails:
                    sort = Sort.LENT if site.lends_at else Sort.BEFORE
                    yield self.point(sort, kind, step, Target(step.site, step.occurrence))
                elif self.can_fail(step):
                    yield from self.of_step(kind, step)

    def can_fail(self, step: Step) -> bool:
        """Whether it is a call, does more than make a coroutine, and fails not by chance alone."""
        site = self.gate.injector.sites[step.site]
        fails = site.is_given or can_fail(step, self.gate.app)
        return site.is_call and not step.is_coroutine and fails

    def of_step(self, kind: str, step: Step) -> Iterator[Point]:
        """The faults of one call."""
        site, occurrence = step.site, step.occurrence
        yield self.point(Sort.BEFORE, kind, step, Target(site, occurrence))
        if self.is_fair_once_made(step):
            yield self.point(Sort.AFTER, kind, step, Target(site, occurrence, made=True))
        for error in step.expected:
            if error is Exception:
                continue
            target = Target(site, occurrence, expected_by_name(error))
            yield self.point(Sort.EXPECTED, kind, step, target, error.__name__)
        if Exception in step.expected and not self.gate.is_async:
            yield self.point(Sort.EXIT, kind, step, Target(site, occurrence, InjectedExit))
        if can_be_refused(step):
            yield self.point(Sort.REFUSED, kind, step, Target(site, occurrence, None))

    def point(self, sort: Sort, kind: str, step: Step, target: Target, error: str = "") -> Point:
        """One fault."""
        place = self.gate.place(step.site) + (f" ({error})" if error else "")
        allowed = {} if target.made or sort is Sort.REFUSED else self.given_back(step)
        gives = any(step.change(name) < 0 for name in step.before)
        unhanded = target.made and step.is_of_held and step.takes
        return Point(
            sort, place, kind, lambda: self.fail(sort, kind, target), allowed,
            gives_back=gives, is_unhanded=unhanded,
        )  # fmt: skip

    def is_fair_once_made(self, step: Step) -> bool:
        """Whether a fix can be asked to stand that a call fails once it is made.

        What it takes for a thing that the caller has, closing that thing gives back.
        """
        context = self.gate.injector.sites[step.site].is_context
        takes = takes_by_name(step.function) or (step.takes and not step.is_of_held)
        return not (takes or context or not step.returned)

    def given_back(self, step: Step) -> dict[str, int]:
        """What a call gives back without faults, and keeps where it is not made."""
        gauge = self.gate.scenario.gauge
        own = getattr(step.function, "__module__", "") == self.gate.app.__name__
        if not own and not step.releases:
            return {}
        kept = {kind: -step.change(kind) for kind in step.before if step.change(kind) < 0}
        if step.releases:  # what else follows from that call comes a moment later
            late = gauge.lag or not self.gate.scenario.counted or not step.before
            kept["units"] = max(int(bool(late)), kept.get("units", 0))
            kept |= dict.fromkeys([*self.gate.counts()], SOME)
        return kept

    async def fail(self, sort: Sort, kind: str, target: Target) -> str | None:
        """Let one call fail; what of the error did not arrive."""
        gate, injector = self.gate, self.gate.injector
        tasks = gate.own_tasks()
        injector.start(target)
        outcome = await gate.plain(kind)
        wrong = injector.release_other_holder()
        fired = injector.fired
        injector.start()
        if not fired:
            return None
        if outcome.kind == "waits":
            gate.is_dirty = True  # the scenario's own waiting is nobody's loss
            direct = gate.is_direct(kind) and sort is not Sort.REFUSED
            return f"the caller waits{at(outcome)}" if direct else None
        if gate.is_async and gate.is_direct(kind):
            wrong = wrong or await self.goes_on(tasks + gate.tasks_left[kind])
        return wrong or self.unheard(sort, kind, outcome)

    async def goes_on(self, usual: int) -> str:
        """Tasks of the example that run although their caller has heard of the error."""
        for _ in range(TURNS):
            await asyncio.sleep(0)
        more = self.gate.own_tasks() - usual
        verb = "go" if more > 1 else "goes"
        return f"{amount(more, 'task')} {verb} on after the error" if more > 0 else ""

    def unheard(self, sort: Sort, kind: str, outcome: Outcome) -> str:
        """How the error was kept from the caller; an expected one is the example's own affair."""
        usual = self.gate.usual[kind]
        own = usual.kind == "raised" and (outcome.error, outcome.text) == (usual.error, usual.text)
        expected = sort in (Sort.EXPECTED, Sort.REFUSED)
        if self.gate.arrived or own or expected or not self.gate.is_direct(kind):
            return ""
        if outcome.kind == "returned":
            return "the error is swallowed: the caller gets a result"
        return f"the error is replaced by {outcome.error}"


def holds_fault(result: object) -> bool:
    """Whether an exception is the injected one, or a group that has it."""
    if isinstance(result, BaseExceptionGroup):
        return any(holds_fault(each) for each in result.exceptions)
    return isinstance(result, (InjectedFault, InjectedExit))


def at(outcome: Outcome) -> str:
    """The line that a call waits in."""
    own = [line for line in outcome.stack if line.startswith("fixed")]
    return f" at `{own[-1].partition(': ')[2]}`" if own else ""
