"""The one place that waits for something to arrive; its deadline is never a measurement."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

TURNS = 25
"""Turns of the event loop that a release may need to be seen."""


async def settle(done: Callable[[], bool], deadline: float, loop: bool) -> bool:
    """Wait until ``done()``, at most ``deadline`` seconds; whether it came to be so.

    Leaves at once when there is nothing to wait for. In an event loop it first turns the
    loop a bounded number of times, which takes no time, so that callbacks can run.
    """
    for _ in range(TURNS if loop else 0):
        if done():
            return True
        await asyncio.sleep(0)
    end, pause = time.monotonic() + deadline, 0.0005
    while not done():
        if time.monotonic() >= end:
            return False
        if loop:
            await asyncio.sleep(pause)
        else:
            time.sleep(pause)
        pause = min(pause * 1.5, 0.02)
    return True


def wait_until(done: Callable[[], bool], deadline: float) -> bool:
    """The same without an event loop: other threads go on, a loop of this one stands still."""
    return bool(drive(settle(done, deadline, loop=False)))


def drive(coroutine: Any) -> Any:
    """Run a coroutine that never suspends, without an event loop.

    So plain and ``async`` scenarios share one way through a pass.
    """
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a plain scenario awaited something")
