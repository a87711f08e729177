"""One call under a deadline: it returns, raises, or is seen waiting, and where."""

from __future__ import annotations

import asyncio
import linecache
import os
import re
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from harness.record.readings import Outcome

HERE = os.path.dirname(os.path.dirname(__file__)) + os.sep


class StillWaiting(BaseException):
    """Ends a call that has reached its deadline; not an `Exception`, so that nobody swallows it."""


async def attempt(
    call: Callable[[], Any], deadline: float, keep: Callable[[object], None], loop: bool
) -> Outcome:
    """Make the call and say how it ended; what it returned or raised goes to ``keep``."""
    try:
        if loop:
            return await attempt_task(call, deadline, keep)
        keep(attempt_plain(call, deadline))
    except StillWaiting as stop:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return Outcome("waits", stack=stop.args[0])
    except Exception as error:
        keep(error)
        return raised(error)
    return Outcome("returned")


def attempt_plain(call: Callable[[], Any], deadline: float) -> Any:
    """Make a plain call in the main thread, where an alarm can end it."""
    with alarm(deadline):
        result = call()
    if hasattr(result, "__await__"):
        raise TypeError("a call returned an awaitable; write it as 'async def' in the scenario")
    return result


@contextmanager
def alarm(deadline: float) -> Iterator[None]:
    """Raise `StillWaiting` in the main thread after ``deadline`` seconds, with the waiting line.

    It repeats, in example that clean-up code waits as well.
    """

    def ring(number: int, frame: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.25)
        raise StillWaiting(tuple(lines_of(traceback.walk_stack(frame)))[::-1])

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, deadline)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


async def attempt_task(
    call: Callable[[], Any], deadline: float, keep: Callable[[object], None]
) -> Outcome:
    """Make an ``async`` call in a task of its own, as a server would."""
    task = asyncio.ensure_future(as_coroutine(call))
    with alarm(deadline * 4):  # code that blocks the loop itself
        await asyncio.wait({task}, timeout=deadline)
    if not task.done():
        waiting = Outcome("waits", stack=stack_of_task(task))
        task.cancel()
        await asyncio.wait({task}, timeout=deadline)
        return waiting
    if task.cancelled():
        return Outcome("raised", "CancelledError")
    error = task.exception()
    keep(error or task.result())
    return raised(error) if error else Outcome("returned")


async def as_coroutine(call: Callable[[], Any]) -> Any:
    """Await what the call returns, where there is something to await."""
    result = call()
    return await result if hasattr(result, "__await__") else result


def raised(error: BaseException) -> Outcome:
    """The outcome of a call that raised."""
    return Outcome("raised", type(error).__name__, placeless(str(error)))


def placeless(text: str) -> str:
    """The text without addresses: where an object lies in memory is chance."""
    return re.sub("0x[0-9a-f]+", "0x…", text)


def stack_of_task(task: asyncio.Task[Any]) -> tuple[str, ...]:
    """The lines that a task waits in: the chain of awaits, then the line of each frame."""
    frames: list[tuple[FrameType, int]] = []
    awaited: Any = task.get_coro()
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "gi_frame", None)
        frame = frame or getattr(awaited, "ag_frame", None)
        if frame is not None:
            frames.append((frame, frame.f_lineno))
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None)
    return tuple(lines_of(frames))


def lines_of(frames: Any) -> Iterator[str]:
    """Each frame of the example and its libraries as ``file, in function: the line``."""
    for frame, line in frames:
        name = frame.f_code.co_filename
        if not name.startswith((HERE, "<")) and not name.endswith("scenario.py"):
            text = linecache.getline(name, line).strip()
            yield f"{os.path.basename(name)}, in {frame.f_code.co_name}: {text}"
