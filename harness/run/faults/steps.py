"""A coroutine driven by hand inside of its task: cancelled or paused at chosen suspensions."""

from __future__ import annotations

import asyncio
import os
import sys
import types
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from harness.run.attempt import frames_of, stack_of

FAR = 1_000_000
"""More suspensions than any call has."""


@dataclass
class Plan:
    """What happens at which suspension, counted from 1; what was seen there.

    ``read`` gives the units out, ``holding`` is the first suspension at which there was one,
    ``places`` are the lines; ``hits`` counts the cancellations.
    """

    cancel_at: Callable[[int], bool] = lambda number: False
    hand_over_at: int = 0
    pause_at: int = 0
    resume: asyncio.Event = field(default_factory=asyncio.Event)
    paused: bool = False
    count: int = 0
    hits: int = 0
    is_own: bool = True
    read: Callable[[], int] | None = None
    holding: int = 0
    places: dict[int, str] = field(default_factory=dict)


async def driven(call: Callable[[], Any], plan: Plan) -> Any:
    """Await a call by the plan."""
    try:
        result = call()
        return await steps(result, plan) if hasattr(result, "__await__") else result
    except (KeyboardInterrupt, SystemExit) as error:  # it would end the event loop
        raise type(type(error).__name__, (Exception,), {})(*error.args) from None


@types.coroutine
def steps(awaitable: Awaitable[Any], plan: Plan) -> Generator[Any, Any, Any]:
    """Pass each suspension on to the event loop, with what the plan says."""
    inner = awaitable.__await__()
    value, error = None, None
    while True:
        try:
            waits_for = inner.throw(error) if error is not None else inner.send(value)
        except StopIteration as end:
            return end.value
        value, error = None, None
        plan.count += 1
        if plan.read is not None:
            look(plan, awaitable, plan.read())
        plan.is_own = is_own(awaitable)
        try:
            if plan.count == plan.pause_at:
                plan.paused = True
                yield from plan.resume.wait().__await__()
            intervene(plan, waits_for)
            value = yield waits_for
        except BaseException as thrown:  # the task was cancelled: the call hears of it
            error = thrown


def look(plan: Plan, awaitable: Any, out: int) -> None:
    """Note the example's line at which the call stands, and the first at which a unit is out."""
    own = [line for line in stack_of(awaitable) if line.startswith("fixed")]
    function, _, text = own[-1].partition(", in ")[2].partition(": ") if own else ("", "", "")
    plan.places[plan.count] = f"`{text}` in {function}()"
    if out > 0 and not plan.holding:
        plan.holding = plan.count


def is_own(awaitable: Any) -> bool:
    """Whether a coroutine is suspended in its own code, or in a lock or a queue that it awaits.

    A library that is stopped twice between two messages of its protocol cannot be blamed on the
    code that uses it.
    """
    frames = [frame for frame, _ in frames_of(awaitable)]
    names = [os.path.basename(frame.f_code.co_filename) for frame in frames]
    last = max((n for n, name in enumerate(names) if name.startswith("fixed")), default=0)
    return all(is_primitive(frame) for frame in frames[last + 1 :])


def is_primitive(frame: FrameType) -> bool:
    """Whether a frame is of the standard library, or of ours."""
    name = str(frame.f_globals.get("__name__", "")).partition(".")[0]
    return name in sys.stdlib_module_names or name in ("harness", "scenario")


def intervene(plan: Plan, waits_for: Any) -> None:
    """Cancel the task now, or as soon as it is handed what it waits for."""
    task = asyncio.current_task()
    assert task is not None
    if plan.cancel_at(plan.count) and (plan.is_own or not plan.hits):
        plan.hits += 1
        task.cancel()
    elif plan.count == plan.hand_over_at and hasattr(waits_for, "add_done_callback"):

        def cancel(future: Any) -> None:
            if not future.cancelled():
                plan.hits += 1
                task.cancel()

        waits_for.add_done_callback(cancel)
