"""Many callers at once, held at a gate: leak, deadlock, long hold and overload told apart."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from harness.record.readings import Crowd, Outcome
from harness.run.attempt import as_coroutine, attempt, lines_of, stack_of_task
from harness.run.settle import settle

if TYPE_CHECKING:
    from harness.run.passes import Run
    from harness.run.scenario import Gate


class Caller(Protocol):
    """One of the crowd."""

    def done(self) -> bool:
        """Whether its call has ended, in whatever way."""
        ...

    def waiting_line(self) -> tuple[str, ...]:
        """The frames it waits in."""
        ...


class ThreadCaller:
    """A caller of plain code, in a thread of its own."""

    def __init__(self, run: Run) -> None:
        """Start at once; a daemon, because a stuck one never ends."""
        self._thread = threading.Thread(target=self._call, args=(run,), daemon=True)
        self._thread.start()

    def _call(self, run: Run) -> None:
        try:
            run.scenario.good(run.app, run.world)
        except Exception:  # how a caller of the crowd ends is not the reading
            return

    def done(self) -> bool:
        """Whether the thread has ended."""
        return not self._thread.is_alive()

    def waiting_line(self) -> tuple[str, ...]:
        """The frames of the thread."""
        frame = sys._current_frames().get(self._thread.ident or 0)
        return tuple(lines_of(traceback.walk_stack(frame)))[::-1] if frame else ()


class TaskCaller:
    """A caller of ``async`` code, in a task of its own."""

    def __init__(self, run: Run) -> None:
        """Start at the loop's next turn."""
        self._task = asyncio.ensure_future(self._call(run))

    async def _call(self, run: Run) -> None:
        try:
            await as_coroutine(lambda: run.scenario.good(run.app, run.world))
        except Exception:  # how a caller of the crowd ends is not the reading
            return

    def done(self) -> bool:
        """Whether the task has ended."""
        return self._task.done()

    def waiting_line(self) -> tuple[str, ...]:
        """The chain of awaits of the task."""
        return stack_of_task(self._task)


async def gather(run: Run) -> Crowd:
    """Start the crowd with the gates closed, read, let it through one by one, read again."""
    gates = (run.bench.work, run.bench.elsewhere)
    for gate in gates:
        gate.holds = True
    start = time.monotonic()
    make: Any = TaskCaller if run.loop else ThreadCaller
    callers: list[Caller] = [make(run) for _ in range(run.scenario.crowd)]
    await settled(run, lambda: standing(run) + finished(callers) == len(callers))
    peak, at_work, elsewhere = (
        run.out(),
        run.bench.work.standing,
        run.bench.elsewhere.standing,
    )
    refused = await next_caller(run, gates)
    steps = [step async for step in let_through(run, callers)]
    seconds = time.monotonic() - start
    for gate in gates:
        gate.holds = False
        gate.let_through(gate.standing)
    await settled(run, lambda: finished(callers) == len(callers))
    stuck = tuple(
        Outcome("waits", stack=each.waiting_line()) for each in callers if not each.done()
    )
    victim = await attempt_good(run)
    after = await run.collected()
    return Crowd(
        len(callers), peak, at_work, elsewhere, tuple(steps), finished(callers),
        stuck, after, round(seconds, 3), refused, victim,
    )  # fmt: skip


def finished(callers: list[Caller]) -> int:
    """How many calls have ended."""
    return sum(caller.done() for caller in callers)


def reached(callers: list[Caller], goal: int) -> bool:
    """Whether that many calls have ended."""
    return finished(callers) >= goal


def standing(run: Run) -> int:
    """How many callers stand at a gate."""
    return run.bench.work.standing + run.bench.elsewhere.standing


async def let_through(run: Run, callers: list[Caller]) -> Any:
    """Let one caller at a time pass and yield the units out after each; stop if none gets on."""
    while standing(run):
        goal = finished(callers) + 1
        for gate in (run.bench.work, run.bench.elsewhere):
            if gate.standing:
                gate.let_through(1)
        if not await settled(run, partial(reached, callers, goal)):
            return
        await settled(run, lambda: standing(run) >= expected(run, callers))
        yield run.out()


async def settled(run: Run, done: Callable[[], bool]) -> bool:
    """Whether it came to be so within the scenario's patience."""
    return await settle(done, run.scenario.patience, run.loop)


def expected(run: Run, callers: list[Caller]) -> int:
    """How many callers stand at a gate when all who can have come: as many as there is room for."""
    room = run.scenario.capacity or len(callers)
    return min(room, len(callers) - finished(callers))


async def next_caller(run: Run, gates: tuple[Gate, ...]) -> Outcome:
    """One more call while the crowd stands; the gates hold only those who stand there."""
    for gate in gates:
        gate.holds = False
    outcome = await attempt_good(run)
    for gate in gates:
        gate.holds = True
    return outcome


async def attempt_good(run: Run) -> Outcome:
    """The usual call, under the scenario's deadline."""
    return await attempt(
        lambda: run.scenario.good(run.app, run.world),
        run.scenario.patience,
        lambda kept: None,
        run.loop,
    )
