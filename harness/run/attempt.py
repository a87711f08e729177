"""One call under a deadline: it returns, raises, or is seen waiting, and where."""

from __future__ import annotations

import asyncio
import linecache
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from harness.record.readings import Outcome
from harness.run.leftovers import placeless
from harness.run.scenario import BadScenario

HERE = os.path.dirname(os.path.dirname(__file__)) + os.sep


class StillWaiting(BaseException):
    """Ends a call that has reached its deadline; not an `Exception`, so that nobody swallows it."""


async def attempt(
    call: Callable[[], Any],
    deadline: float,
    keep: Callable[[object], None],
    is_async: bool,
    on_wait: Callable[[], object] | None = None,
) -> Outcome:
    """Make the call and say how it ended; what it returned or raised goes to ``keep``.

    Any exception is an outcome, `KeyboardInterrupt` and `SystemExit` too. ``on_wait`` is called
    when the deadline has passed, while the call still waits; then the call is ended. A child
    process that the call started, and that comes back from it, ends here: two would report.
    """
    process = os.getpid()
    try:
        if is_async:
            return await attempt_task(call, deadline, keep, on_wait)
        keep(attempt_plain(call, deadline, on_wait))
    except StillWaiting as stop:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return Outcome("waits", stack=stop.args[0])
    except BadScenario:
        raise
    except BaseException as error:
        keep(error)
        return raised(error)
    finally:
        if os.getpid() != process:
            os._exit(1)
    return Outcome("returned")


def attempt_plain(
    call: Callable[[], Any], deadline: float, on_wait: Callable[[], object] | None
) -> Any:
    """Make a plain call in the main thread, where an alarm can end it."""
    with alarm(deadline, on_wait):
        result = call()
    if hasattr(result, "__await__"):
        if hasattr(result, "close"):
            result.close()
        raise BadScenario("a call returned an awaitable; write the call as 'async def'")
    return result


@contextmanager
def alarm(deadline: float, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """Raise `StillWaiting` in the main thread after ``deadline`` seconds, with the waiting line.

    It repeats, in case that clean-up code waits as well.
    """
    rings = 0

    def ring(number: int, frame: FrameType | None) -> None:
        nonlocal rings
        rings += 1
        if on_wait and rings == 1:
            on_wait()
        signal.setitimer(signal.ITIMER_REAL, 0.25)
        raise StillWaiting(tuple(lines_of(traceback.walk_stack(frame)))[::-1])

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, deadline)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


async def attempt_task(
    call: Callable[[], Any],
    deadline: float,
    keep: Callable[[object], None],
    on_wait: Callable[[], object] | None,
) -> Outcome:
    """Make an ``async`` call in a task of its own, as a server would."""
    task = asyncio.ensure_future(ended(call))
    with alarm(deadline * 4, on_wait):  # code that blocks the loop itself
        await asyncio.wait({task}, timeout=deadline)
    if not task.done():
        waiting = Outcome("waits", stack=stack_of_task(task))
        if on_wait:
            on_wait()
        task.cancel()
        await asyncio.wait({task}, timeout=deadline)
        return waiting
    if task.cancelled():
        return Outcome("raised", "CancelledError")
    error, result = task.result()
    if isinstance(error, (BadScenario, StillWaiting)):
        raise error
    keep(error or result)
    return raised(error) if error else Outcome("returned")


async def ended(call: Callable[[], Any]) -> tuple[BaseException | None, Any]:
    """The exception of a call, or its result.

    A task that raises `KeyboardInterrupt` or `SystemExit` would end the event loop with it.
    """
    try:
        return None, await as_coroutine(call)
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        return error, None


async def as_coroutine(call: Callable[[], Any]) -> Any:
    """Await what the call returns, where there is something to await."""
    result = call()
    return await result if hasattr(result, "__await__") else result


def raised(error: BaseException) -> Outcome:
    """The outcome of a call that raised."""
    return Outcome("raised", type(error).__name__, placeless(words_of(error)))


def words_of(error: BaseException) -> str:
    """What an error says; Python's own words for one that cannot say it."""
    try:
        return str(error)
    except Exception:
        return "<exception str() failed>"


def stack_of_task(task: asyncio.Task[Any]) -> tuple[str, ...]:
    """The lines that a task waits in."""
    return stack_of(task.get_coro())


def stack_of(awaited: Any) -> tuple[str, ...]:
    """The chain of awaits of a coroutine that is suspended: the line of each frame."""
    return tuple(lines_of(frames_of(awaited)))


def frames_of(awaited: Any) -> list[tuple[FrameType, int]]:
    """The frames of a coroutine that is suspended, each with its line, the innermost last."""
    frames: list[tuple[FrameType, int]] = []
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "gi_frame", None)
        if frame is not None:
            frames.append((frame, frame.f_lineno))
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None)
    return frames


def lines_of(frames: Any) -> Iterator[str]:
    """Each frame of the example and its libraries as ``file, in function: the line``."""
    for frame, line in frames:
        name = frame.f_code.co_filename
        if not name.startswith((HERE, "<")) and not name.endswith("scenario.py"):
            text = linecache.getline(name, line).strip()
            yield f"{os.path.basename(name)}, in {frame.f_code.co_name}: {text}"
