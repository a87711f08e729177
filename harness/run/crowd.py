"""Many callers at once, held at a gate: leak, deadlock, long hold and overload told apart."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any, Protocol

from harness.record.readings import Crowd, Outcome
from harness.run.attempt import as_coroutine, attempt, lines_of, raised, stack_of_task
from harness.run.meter import Meter
from harness.run.scenario import Bench, Scenario
from harness.run.settle import settle

Make = Callable[[], Any]
"""What each caller calls."""


class Caller(Protocol):
    """One of the crowd; ``ending`` is how its call ended, once it has."""

    ending: Outcome

    def done(self) -> bool:
        """Whether its call has ended, in whatever way."""
        ...

    def waiting_line(self) -> tuple[str, ...]:
        """The frames it waits in."""
        ...


class ThreadCaller:
    """A caller of plain code, in a thread of its own."""

    def __init__(self, call: Make) -> None:
        """Start at once; a daemon, because a stuck one never ends."""
        self.ending = Outcome("returned")
        self._thread = threading.Thread(target=self._call, args=(call,), daemon=True)
        self._thread.start()

    def _call(self, call: Make) -> None:
        try:
            call()
        except BaseException as error:  # no trace is kept: it would keep units
            self.ending = raised(error)

    def done(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def waiting_line(self) -> tuple[str, ...]:
        """The frames of the thread."""
        frame = sys._current_frames().get(self._thread.ident or 0)
        return tuple(lines_of(traceback.walk_stack(frame)))[::-1] if frame else ()


class TaskCaller:
    """A caller of ``async`` code, in a task of its own."""

    def __init__(self, call: Make) -> None:
        """Start at the loop's next turn."""
        self.ending = Outcome("returned")
        self._task = asyncio.ensure_future(self._call(call))

    async def _call(self, call: Make) -> None:
        try:
            await as_coroutine(call)
        except BaseException as error:
            self.ending = raised(error)

    def done(self) -> bool:
        """Whether the task has ended."""
        return self._task.done()

    def waiting_line(self) -> tuple[str, ...]:
        """The chain of awaits of the task."""
        return stack_of_task(self._task)


class Gathering:
    """A crowd at the gates of a run."""

    def __init__(self, scenario: Scenario, bench: Bench, meter: Meter, patience: float) -> None:
        """Know the gates; nobody stands there yet."""
        self.scenario, self.meter, self.patience = scenario, meter, patience
        self.is_async = meter.is_async
        self.work, self.elsewhere = bench.work, bench.elsewhere
        self.gates = (self.work, self.elsewhere)
        self.call = lambda: scenario.good(meter.app, meter.world)
        self.callers: list[Caller] = []

    async def readings(self) -> Crowd:
        """Start the crowd with the gates closed, read, let it through one by one, read again."""
        self.close(True)
        start = time.monotonic()
        make: Any = TaskCaller if self.is_async else ThreadCaller
        self.callers = [make(self.call) for _ in range(self.scenario.crowd)]
        await self.all_come(lambda: self.standing() + self.finished())
        peak, at_work, elsewhere = self.meter.out(), self.work.standing, self.elsewhere.standing
        refused, probe = await self.one_more(peak)
        readings = [out - probe async for out in self.let_through()]
        seconds = time.monotonic() - start
        self.close(False)
        for gate in self.gates:
            gate.let_through(gate.standing)
        await self.all_come(self.finished)
        waiting = [each for each in self.callers if not each.done()]
        lines = sorted(each.waiting_line() for each in waiting)  # who came first is chance
        stuck = tuple(Outcome("waits", stack=line) for line in lines)
        next_caller = await self.attempt()
        after = await self.meter.collected() - probe
        endings = Counter(each.ending.word for each in self.callers if each.done())
        return Crowd(
            len(self.callers), peak, at_work, elsewhere, tuple(readings), self.finished(),
            dict(sorted(endings.items())), stuck, after, round(seconds, 3), refused, next_caller,
        )  # fmt: skip

    def close(self, closed: bool) -> None:
        """Close the gates, or open them for those who come."""
        for gate in self.gates:
            gate.closed = closed

    def finished(self) -> int:
        """How many calls have ended."""
        return sum(caller.done() for caller in self.callers)

    def standing(self) -> int:
        """How many callers stand at a gate."""
        return sum(gate.standing for gate in self.gates)

    def have_finished(self, goal: int) -> bool:
        """Whether that many calls have ended."""
        return self.finished() >= goal

    def expected(self) -> int:
        """How many callers stand at a gate when all who can have come: as many as have room."""
        room = self.scenario.capacity or len(self.callers)
        return min(room, len(self.callers) - self.finished())

    async def let_through(self) -> AsyncIterator[int]:
        """Let one caller at a time pass; units out after each; stop if none gets on."""
        while self.standing():
            goal = self.finished() + 1
            for gate in self.gates:
                if gate.standing:
                    gate.let_through(1)
            if not await self.comes_to(partial(self.have_finished, goal)):
                return
            await self.comes_to(lambda: self.standing() >= self.expected())
            yield self.meter.out()

    async def one_more(self, peak: int) -> tuple[Outcome, int]:
        """One more caller while the crowd stands, and the units that it leaves out itself."""
        self.close(False)
        outcome = await self.attempt()
        self.close(True)
        return outcome, max(0, self.meter.out() - peak)

    async def attempt(self) -> Outcome:
        """The usual call, under the scenario's deadline."""
        return await attempt(self.call, self.patience, lambda kept: None, self.is_async)

    async def all_come(self, count: Callable[[], int]) -> None:
        """Wait for the whole crowd, as long as somebody comes within the scenario's patience."""
        while (there := count()) < len(self.callers):
            if not await self.comes_to(lambda there=there: count() > there):  # type: ignore[misc]
                return

    async def comes_to(self, done: Callable[[], bool]) -> bool:
        """Whether it came to be so within the scenario's patience."""
        return await settle(done, self.patience, self.is_async)
