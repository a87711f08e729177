"""The gate of all faults on small programs: how many were injected, and what was lost."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from one_gate import Faulty

from harness.record.faults import Fault, by_sort
from harness.record.readings import Outcome
from harness.run.faults.failing import at

START = """
import os, threading
out = 0
def take():
    global out
    out += 1
def give():
    global out
    out -= 1
def work(fail=False):
    if fail:
        raise ValueError("no")
"""
LOOP = """
import asyncio
async def nap():
    await asyncio.sleep(0)
"""
LENDS = (
    START
    + """
import contextlib
def use():
    pass
@contextlib.contextmanager
def lend():
"""
)
ALONE: dict[str, Any] = {"bad": None}
COUNTED: dict[str, Any] = {"bad": None, "capacity": 2}


def through(app: Any, world: Any) -> None:
    """A call that is not the example's own."""
    app.use()


def borrow(app: Any, world: Any) -> None:
    """A call that does something with what the example lends."""
    with app.lend():
        pass


def borrowed(app: Any, bench: Any) -> Iterator[None]:
    """A set-up that does the same."""
    with app.lend():
        yield


async def indirect(app: Any, world: Any) -> None:
    """The same in a loop."""
    await app.use()


# The program; the scenario; how many faults of each sort there were, and were held; the losses.
PROGRAMS: dict[str, tuple[str, dict[str, Any], dict[str, tuple[int, int]], dict[str, str]]] = {
    "gives back": (
        START
        + """
def use(fail=False):
    take()
    try:
        work(fail)
    finally:
        give()
""",
        {"capacity": 2},
        {"fails": (6, 6), "fails once made": (3, 3), "a second caller": (9, 9)},
        {},
    ),
    "loses": (
        START
        + """
def use():
    take()
    work()
    give()
""",
        COUNTED,
        {"fails": (3, 2), "fails once made": (2, 1), "a second caller": (3, 3)},
        {"`work()` fails": "1 unit lost", "`work()` fails once made": "1 unit lost"},
    ),
    "loses two": (
        START
        + """
def use():
    take(); take()
    work()
    give(); give()
""",
        COUNTED,
        {"fails": (5, 2), "fails once made": (3, 1), "a second caller": (5, 5)},
        {
            "`take()` fails": "1 unit lost",
            "`work()` fails": "2 units lost",
            "`work()` fails once made": "2 units lost",
            "`give()` fails": "2 units lost",
            "`give()` fails once made": "1 unit lost",
        },
    ),
    "gives back too often": (
        START
        + """
def use():
    take()
    try:
        work()
    except BaseException:
        give()
        raise
    finally:
        give()
""",
        COUNTED,
        {"fails": (3, 2), "fails once made": (2, 1), "a second caller": (3, 3)},
        {"`work()` fails": "1 unit too many", "`work()` fails once made": "1 unit too many"},
    ),
    "too often, not counted": (
        START
        + """
def use():
    take()
    try:
        work()
    except BaseException:
        give()
        raise
    finally:
        give()
""",
        ALONE,
        {"fails": (3, 3), "fails once made": (2, 2), "a second caller": (3, 3)},
        {},
    ),
    "swallows": (
        START
        + """
def use():
    try:
        work()
    except Exception:
        pass
""",
        ALONE,
        {
            "fails": (1, 0),
            "fails once made": (1, 0),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {
            "`work()` fails": "the error is swallowed: the caller gets a result",
            "`work()` fails once made": "the error is swallowed: the caller gets a result",
        },
    ),
    "replaces": (
        START
        + """
def use():
    try:
        work()
    except Exception as error:
        raise KeyError("x") from None
""",
        ALONE,
        {
            "fails": (1, 0),
            "fails once made": (1, 0),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {
            "`work()` fails": "the error is replaced by KeyError",
            "`work()` fails once made": "the error is replaced by KeyError",
        },
    ),
    "groups": (
        START
        + """
def use():
    try:
        work()
    except Exception as error:
        raise ExceptionGroup("all", [KeyError(1), error]) from None
""",
        ALONE,
        {
            "fails": (1, 1),
            "fails once made": (1, 1),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {},
    ),
    "own error expected": (
        START
        + """
def use(fail=False):
    try:
        work(fail)
    except Exception as error:
        raise ValueError("no") from None
""",
        {},
        {
            "fails": (2, 1),
            "fails once made": (1, 0),
            "is interrupted": (2, 2),
            "a second caller": (3, 3),
        },
        {
            "`work(fail)` fails": "the error is replaced by ValueError",
            "`work(fail)` fails once made": "the error is replaced by ValueError",
        },
    ),
    "waits": (
        START
        + """
def use():
    try:
        work()
    except Exception:
        hang()
def hang():
    threading.Event().wait()
""",
        ALONE,
        {
            "fails": (1, 0),
            "fails once made": (1, 0),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {
            "`work()` fails": "the caller waits at `threading.Event().wait()`",
            "`work()` fails once made": "the caller waits at `threading.Event().wait()`",
        },
    ),
    "descriptor": (
        START
        + """
def use():
    number = os.open("/dev/null", os.O_RDONLY)
    work()
    os.close(number)
""",
        ALONE,
        {"fails": (3, 2), "fails once made": (2, 1), "a second caller": (3, 3)},
        {
            "`work()` fails": "1 descriptor left over",
            "`work()` fails once made": "1 descriptor left over",
        },
    ),
    "descriptor allowed": (
        START
        + """
def use():
    number = os.open("/dev/null", os.O_RDONLY)
    work()
    os.close(number)
""",
        {**ALONE, "leaves": {"descriptor": "why"}},
        {"fails": (3, 3), "fails once made": (2, 2), "a second caller": (3, 3)},
        {},
    ),
    "next gets": (
        START
        + """
broken = []
def use():
    if broken:
        raise RuntimeError("broken")
    try:
        work()
    except Exception:
        broken.append(1)
        raise
""",
        ALONE,
        {
            "fails": (1, 0),
            "fails once made": (1, 0),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {
            "`work()` fails": "the next caller gets RuntimeError",
            "`work()` fails once made": "the next caller gets RuntimeError",
        },
    ),
    "next waits": (
        START
        + """
broken = []
def use():
    if broken:
        threading.Event().wait()
    try:
        work()
    except Exception:
        broken.append(1)
        raise
""",
        ALONE,
        {
            "fails": (1, 0),
            "fails once made": (1, 0),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {
            "`work()` fails": "the next caller waits",
            "`work()` fails once made": "the next caller waits",
        },
    ),
    "loop": (
        START
        + """
def use():
    for _ in (1, 2, 3):
        work()
""",
        ALONE,
        {"fails": (2, 2), "fails once made": (2, 2), "a second caller": (3, 3)},
        {},
    ),
    "usual loses": (
        START
        + """
def use():
    take()
""",
        ALONE,
        {},
        {},
    ),
    "usual waits": (
        START
        + """
def use():
    threading.Event().wait()
""",
        ALONE,
        {},
        {},
    ),
    "warm": (
        START
        + """
pool = []
def use():
    try:
        work()
    except Exception:
        if not pool:
            pool.append(1)
            take()
        raise
""",
        ALONE,
        {
            "fails": (1, 1),
            "fails once made": (1, 1),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {},
    ),
    "grows each time": (
        START
        + """
def use():
    try:
        work()
    except Exception:
        take()
        raise
""",
        ALONE,
        {
            "fails": (1, 0),
            "fails once made": (1, 0),
            "is interrupted": (1, 1),
            "a second caller": (1, 1),
        },
        {"`work()` fails": "1 unit lost", "`work()` fails once made": "1 unit lost"},
    ),
    "lock order": (
        START
        + """
one, two = threading.Lock(), threading.Lock()
def use(a, b):
    with a:
        work()
        with b:
            pass
""",
        {"good": lambda app, w: app.use(app.one, app.two), "bad": None},
        {"fails": (1, 1), "fails once made": (1, 1), "a second caller": (6, 4)},
        {
            "`work()`, opposite": "both callers wait for each other",
            "`b`, opposite": "both callers wait for each other",
        },
    ),
    "check then act": (
        START
        + """
names = set()
def use(name):
    if name in names:
        threading.Event().wait()
    work()
    names.add(name)
    try:
        work()
    finally:
        names.remove(name)
""",
        {"good": lambda app, w: app.use("a"), "bad": None},
        {"fails": (2, 2), "fails once made": (2, 2), "a second caller": (4, 2)},
        {
            "`work()`, equal": "a caller waits for ever",
            "`names.remove(name)`, equal": "a caller waits for ever",
        },
    ),
    "async gives back": (
        START
        + LOOP
        + """
async def use():
    take()
    try:
        await nap()
    finally:
        give()
""",
        COUNTED,
        {
            "fails": (3, 3),
            "fails once made": (2, 2),
            "cancelled": (3, 3),
            "cancelled for good": (3, 3),
            "a second caller": (3, 3),
        },
        {},
    ),
    "async await before try": (
        START
        + LOOP
        + """
async def use():
    take()
    await asyncio.sleep(0)
    give()
""",
        COUNTED,
        {
            "fails": (2, 2),
            "fails once made": (1, 1),
            "cancelled": (2, 0),
            "cancelled for good": (2, 0),
            "a second caller": (2, 2),
        },
        {"turn cancelled": "1 unit lost", "turn cancelled for good": "4 units lost"},
    ),
    "async swallows": (
        START
        + LOOP
        + """
async def use():
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        pass
""",
        ALONE,
        {"cancelled": (2, 0), "cancelled for good": (2, 0), "a second caller": (2, 2)},
        {
            "turn cancelled": "the cancellation is swallowed: the call goes on to its end",
            "turn cancelled for good": "the cancellation is swallowed: the call goes on to its end",
        },
    ),
    "async replaces": (
        START
        + LOOP
        + """
async def use():
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        raise KeyError("x") from None
""",
        ALONE,
        {"cancelled": (2, 0), "cancelled for good": (2, 0), "a second caller": (2, 2)},
        {
            "turn cancelled": "the cancellation is replaced by KeyError",
            "turn cancelled for good": "the cancellation is replaced by KeyError",
        },
    ),
    "async groups": (
        START
        + LOOP
        + """
async def use():
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError as error:
        raise BaseExceptionGroup("all", [KeyError(1), error]) from None
""",
        ALONE,
        {"cancelled": (2, 2), "cancelled for good": (2, 2), "a second caller": (2, 2)},
        {},
    ),
    "async clings": (
        START
        + LOOP
        + """
async def use():
    try:
        await asyncio.sleep(0)
    except asyncio.CancelledError:
        await asyncio.Event().wait()
""",
        ALONE,
        {
            "cancelled": (2, 0),
            "cancelled twice": (2, 2),
            "cancelled for good": (2, 2),
            "a second caller": (2, 2),
        },
        {"turn cancelled": "the caller waits"},
    ),
    "async release after await": (
        START
        + LOOP
        + """
async def use():
    take()
    try:
        await asyncio.sleep(0)
    finally:
        await asyncio.sleep(0)
        give()
""",
        COUNTED,
        {
            "fails": (2, 2),
            "fails once made": (1, 1),
            "cancelled": (4, 2),
            "cancelled twice": (4, 0),
            "cancelled for good": (4, 0),
            "a second caller": (4, 4),
        },
        {
            "turn cancelled twice": "1 unit lost",
            "turn cancelled for good": "1 unit lost / 4 units lost",
            "turn cancelled": "1 unit lost",
        },
    ),
    "async seats": (
        START
        + LOOP
        + """
seats = asyncio.Semaphore(2)
async def use():
    async with seats:
        take()
        await_it = asyncio.sleep(0)
        try:
            await await_it
        finally:
            give()
""",
        COUNTED,
        {
            "fails": (2, 2),
            "fails once made": (1, 1),
            "cancelled": (3, 3),
            "cancelled at the hand-over": (1, 1),
            "cancelled for good": (2, 2),
            "a second caller": (2, 2),
        },
        {},
    ),
    "async lost hand-over": (
        START
        + LOOP
        + """
free, queue = [1, 2], []
async def use():
    if free:
        free.pop()
    else:
        mine = asyncio.get_running_loop().create_future()
        queue.append(mine)
        await mine
    take()
    try:
        await asyncio.sleep(0)
    finally:
        give()
        while queue and queue[0].done():
            queue.pop(0)
        if queue:
            queue.pop(0).set_result(1)
        else:
            free.append(1)
""",
        COUNTED,
        {
            "fails": (2, 2),
            "fails once made": (1, 1),
            "cancelled": (3, 3),
            "cancelled at the hand-over": (1, 0),
            "cancelled for good": (2, 2),
            "a second caller": (2, 2),
        },
        {"a waiter cancelled at the hand-over": "1 of 4 callers wait for ever"},
    ),
    "async leaves a task": (
        START
        + LOOP
        + """
async def hang():
    await asyncio.Event().wait()
async def use():
    task = asyncio.ensure_future(hang())
    await asyncio.sleep(0)
    task.cancel()
""",
        ALONE,
        {
            "fails": (1, 0),
            "cancelled": (2, 0),
            "cancelled for good": (2, 0),
            "a second caller": (2, 2),
        },
        {
            "hang() fails": "the error is swallowed: the caller gets a result",
            "turn cancelled": "1 task left over",
            "turn cancelled for good": "1 task left over",
        },
    ),
    "async indirect": (
        START
        + LOOP
        + """
async def use():
    take()
    await asyncio.sleep(0)
    give()
""",
        {**COUNTED, "good": indirect},
        {"fails": (2, 2), "fails once made": (1, 1)},
        {},
    ),
    "async second caller": (
        START
        + LOOP
        + """
names = set()
async def use(name="a"):
    if name in names:
        raise KeyError(name)
    names.add(name)
    try:
        await asyncio.sleep(0)
    finally:
        names.remove(name)
""",
        ALONE,
        {"cancelled": (2, 2), "cancelled for good": (2, 2), "a second caller": (2, 2)},
        {},
    ),
    "async lock order": (
        START
        + LOOP
        + """
one, two = asyncio.Lock(), asyncio.Lock()
async def use(a, b):
    async with a:
        await asyncio.sleep(0)
        async with b:
            pass
""",
        {"good": lambda app, w: app.use(app.one, app.two), "bad": None},
        {"cancelled": (4, 4), "cancelled for good": (4, 4), "a second caller": (8, 5)},
        {
            "turn, opposite": "2 of 2 callers wait for ever",
            "`async with b:`, opposite": "2 of 2 callers wait for ever",
        },
    ),
    "data not whole": (
        START
        + """
rows = []
def use():
    rows.append(1)
    work()
    rows.append(2)
""",
        {**ALONE, "invariant": lambda app, world: len(app.rows) % 2 == 0},
        {"fails": (1, 0), "fails once made": (1, 0), "a second caller": (3, 3)},
        {
            "`work()` fails": "its data is not whole",
            "`work()` fails once made": "its data is not whole",
        },
    ),
    "data not looked at": (
        START
        + """
rows = []
def use():
    rows.append(1)
    work()
    rows.append(2)
""",
        {**ALONE, "invariant": lambda app, world: {0: True}[len(app.rows) % 2]},
        {"fails": (1, 0), "fails once made": (1, 0), "a second caller": (3, 3)},
        {
            "`work()` fails": "its data is not whole: KeyError: 1",
            "`work()` fails once made": "its data is not whole: KeyError: 1",
        },
    ),
    "data whole": (
        START
        + """
def use():
    work()
""",
        {**ALONE, "invariant": lambda app, world: None},
        {"fails": (1, 1), "fails once made": (1, 1), "a second caller": (1, 1)},
        {},
    ),
    "indirect swallow": (
        START
        + """
def use():
    try:
        work()
    except Exception:
        pass
""",
        {**ALONE, "good": through},
        {"fails": (1, 1), "fails once made": (1, 1), "is interrupted": (1, 1)},
        {},
    ),
    "indirect waits": (
        START
        + """
def use():
    try:
        work()
    except Exception:
        threading.Event().wait()
""",
        {**ALONE, "good": through},
        {"is interrupted": (1, 1)},
        {},
    ),
    "indirect turned away": (
        START
        + """
broken = []
def use():
    if broken:
        raise RuntimeError("broken")
    try:
        work()
    except Exception:
        broken.append(1)
        raise
""",
        {**ALONE, "good": through},
        {"fails": (1, 1), "fails once made": (1, 1), "is interrupted": (1, 1)},
        {},
    ),
    "context": (
        START
        + """
class Taken:
    def __enter__(self):
        take()
    def __exit__(self, *error):
        give()
def use():
    with Taken():
        work()
""",
        COUNTED,
        {"fails": (4, 4), "fails once made": (2, 2), "a second caller": (4, 4)},
        {},
    ),
    "file in a bad call": (
        START
        + """
def use(fail=False):
    if fail:
        number = os.open("/dev/null", os.O_RDONLY)
        work()
        os.close(number)
""",
        {},
        {"fails": (3, 2), "fails once made": (2, 1), "a second caller": (3, 3)},
        {
            "`work()` fails, in the bad call": "1 descriptor left over",
            "`work()` fails once made, in the bad call": "1 descriptor left over",
        },
    ),
    "one too many in a bad call": (
        START
        + """
def use(fail=False):
    if fail:
        take()
        work()
        give()
""",
        {"capacity": 2},
        {"fails": (3, 2), "fails once made": (2, 1), "a second caller": (3, 3)},
        {
            "`work()` fails, in the bad call": "1 unit lost",
            "`work()` fails once made, in the bad call": "1 unit lost",
        },
    ),
    "expected error": (
        START
        + """
import queue
pool = queue.Queue()
def use():
    take()
    try:
        work()
    except (LookupError, queue.Empty):
        return 1
    give()
""",
        COUNTED,
        {
            "fails": (3, 2),
            "fails once made": (2, 1),
            "fails as the code expects": (2, 0),
            "a second caller": (3, 3),
        },
        {
            "`work()` fails": "1 unit lost",
            "`work()` fails once made": "1 unit lost",
            "`work()` (LookupError) fails as the code expects": "1 unit lost",
            "`work()` (Empty) fails as the code expects": "1 unit lost",
        },
    ),
    "expected error cleaned": (
        START
        + """
def use():
    take()
    try:
        work()
    except Missing:
        return 1
    finally:
        give()
class Missing(Exception):
    pass
""",
        COUNTED,
        {
            "fails": (3, 3),
            "fails once made": (2, 2),
            "fails as the code expects": (1, 1),
            "a second caller": (3, 3),
        },
        {},
    ),
    "interrupt": (
        START
        + """
def use():
    take()
    try:
        work()
    except Exception:
        give()
        raise
    give()
""",
        COUNTED,
        {
            "fails": (3, 3),
            "fails once made": (2, 2),
            "is interrupted": (1, 0),
            "a second caller": (3, 3),
        },
        {"`work()` is interrupted": "1 unit lost"},
    ),
    "refused": (
        START
        + """
seats = threading.BoundedSemaphore(1)
def use():
    seats.acquire(timeout=1)
    try:
        work()
    finally:
        seats.release()
""",
        COUNTED,
        {
            "fails": (3, 2),
            "fails once made": (2, 2),
            "is refused": (1, 0),
            "a second caller": (3, 3),
        },
        {
            "`seats.acquire(timeout=1)` is refused": "what another caller holds is released",
            "`seats.release()` fails": "the next caller waits",
        },
    ),
    "refused and told": (
        START
        + """
seats = threading.BoundedSemaphore(1)
def use():
    if not seats.acquire(timeout=1):
        return
    try:
        work()
    finally:
        seats.release()
""",
        COUNTED,
        {
            "fails": (3, 2),
            "fails once made": (2, 2),
            "is refused": (1, 1),
            "a second caller": (3, 3),
        },
        {"`seats.release()` fails": "the next caller waits"},
    ),
    "two locks": (
        START
        + """
one, two = threading.Lock(), threading.Lock()
def use():
    both(one, two)
def both(a, b):
    with a:
        with b:
            work()
""",
        ALONE,
        {"fails": (2, 2), "fails once made": (2, 2), "a second caller": (8, 7)},
        {"`b` in both(), opposite inside": "both callers wait for each other"},
    ),
    "dropped unclosed": (
        START
        + """
def use():
    thing = Thing()
    work()
    thing.is_closed = True
class Thing:
    is_closed = False
    def __del__(self):
        if not self.is_closed:
            warnings.warn("thing", ResourceWarning)
import warnings
""",
        ALONE,
        {"fails": (2, 1), "fails once made": (2, 0), "a second caller": (2, 2)},
        {
            "`Thing()` fails once made": "dropped unclosed, ResourceWarning: thing",
            "`work()` fails": "dropped unclosed, ResourceWarning: thing",
            "`work()` fails once made": "dropped unclosed, ResourceWarning: thing",
        },
    ),
    "two of a kind": (
        START
        + """
def use(a, b):
    work()
""",
        {"good": lambda app, w: app.use([1], [2]), "bad": None},
        {"fails": (1, 1), "fails once made": (1, 1), "a second caller": (2, 2)},
        {},
    ),
    "crash": (
        START
        + """
cache = {}
def use():
    cache["k"] = 1
    work()
    del cache["k"]
""",
        ALONE,
        {"fails": (2, 2), "fails once made": (1, 1), "a second caller": (1, 0)},
        {"`work()`, equal": "the first caller gets KeyError"},
    ),
    "crash, meant": (
        START
        + """
cache = {}
def use():
    cache["k"] = 1
    work()
    if not cache:
        raise KeyError("k")
    cache.clear()
""",
        ALONE,
        {"fails": (2, 2), "fails once made": (1, 1), "a second caller": (2, 2)},
        {},
    ),
    "async goes on": (
        START
        + LOOP
        + """
async def use():
    task = asyncio.ensure_future(nap_long())
    await asyncio.sleep(0)
    await task
async def nap_long():
    for _ in range(9):
        await asyncio.sleep(0)
""",
        ALONE,
        {
            "cancelled": (3, 3),
            "cancelled at the hand-over": (1, 1),
            "cancelled for good": (3, 3),
            "a second caller": (3, 3),
        },
        {},
    ),
    "async two locks": (
        START
        + LOOP
        + """
one, two = asyncio.Lock(), asyncio.Lock()
async def use():
    await both([one, two])
async def both(locks):
    async with locks[0]:
        async with locks[1]:
            await asyncio.sleep(0)
""",
        ALONE,
        {
            "fails": (1, 1),
            "fails once made": (1, 1),
            "cancelled": (5, 5),
            "cancelled for good": (5, 5),
            "a second caller": (10, 9),
        },
        {"`async with locks[1]:` in both(), opposite inside": "2 of 2 callers wait for ever"},
    ),
    "async crash": (
        START
        + LOOP
        + """
cache = {}
async def use():
    cache["k"] = 1
    await asyncio.sleep(0)
    del cache["k"]
""",
        ALONE,
        {
            "fails": (1, 1),
            "cancelled": (2, 2),
            "cancelled for good": (2, 2),
            "a second caller": (2, 0),
        },
        {"turn, equal": "the first caller gets KeyError"},
    ),
    "block": (
        LENDS
        + """
    take()
    yield
    give()
""",
        {**COUNTED, "good": borrow},
        {"fails": (2, 2), "fails once made": (1, 1), "hears of an error": (1, 0)},
        {"`yield` in lend() hears of an error": "1 unit lost"},
    ),
    "block in the set-up": (
        LENDS
        + """
    number = os.open("/dev/null", os.O_RDONLY)
    yield
    os.close(number)
""",
        {**ALONE, "setup": borrowed},
        {"hears of an error": (1, 0)},
        {"`yield` in lend() hears of an error, in the set-up": "1 descriptor left over"},
    ),
    "the same in a loop": (
        LENDS
        + """
    number = os.open("/dev/null", os.O_RDONLY)
    try:
        yield
    finally:
        os.close(number)
async def later():
    pass
""",
        {**ALONE, "setup": borrowed},
        {"hears of an error": (1, 1)},
        {},
    ),
    "block whose error is swallowed": (
        LENDS
        + """
    with contextlib.suppress(Exception):
        yield
""",
        {**ALONE, "setup": borrowed},
        {"hears of an error": (1, 0)},
        {"`yield` in lend() hears of an error, in the set-up": "the error is swallowed"},
    ),
    "block whose error is replaced": (
        LENDS
        + """
    try:
        yield
    except Exception:
        raise KeyError from None
""",
        {**ALONE, "setup": borrowed},
        {"hears of an error": (1, 0)},
        {"`yield` in lend() hears of an error, in the set-up": "the error is replaced by KeyError"},
    ),
    "items": (
        START
        + """
def use():
    for _ in iter([1]):
        pass
    given = iter([1])
    [each for each in given]
    for _ in (1,):
        pass
    listed = [1]
    for _ in listed:
        pass
""",
        ALONE,
        {"fails": (1, 1), "a second caller": (2, 2)},
        {},
    ),
    "fills up": (
        START
        + """
pool = []
def use():
    if len(pool) < 5:
        pool.append(1)
        take()
    work()
""",
        ALONE,
        {"fails": (1, 1), "fails once made": (1, 1), "a second caller": (4, 4)},
        {},
    ),
    "fills up for ever": (
        START
        + """
def use():
    take()
    work()
""",
        ALONE,
        {},
        {},
    ),
}


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Faulty:
    """What puts a program to the faults."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    return Faulty(tmp_path)


SHORT = {
    ", in the good call": "",
    " in use()": "",
    "`await asyncio.sleep(0)`": "turn",
    "`asyncio.Event().wait()` in hang()": "hang()",
    ", one in the opposite order inside a second caller": ", opposite inside",
    ", one in the opposite order a second caller": ", opposite",
    ", an equal one a second caller": ", equal",
    "a caller that waits for a unit": "a waiter",
}
"""How the phrase of a fault is shortened here."""


def told(faults: Iterable[Fault]) -> dict[str, str]:
    """What was lost, by the phrase of the fault."""
    losses: dict[str, dict[str, None]] = {}
    for fault in faults:
        phrase = str(fault)
        for long, short in SHORT.items():
            phrase = phrase.replace(long, short)
        if fault.loss:
            losses.setdefault(phrase, {})[fault.loss] = None
    return {phrase: " / ".join(each) for phrase, each in losses.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_put_to_the_faults(name: str, faulty: Faulty) -> None:
    """Each fault that can be met, once; and what it lost, in words."""
    code, fields, counts, losses = PROGRAMS[name]
    faults = faulty(code, **fields)
    assert told(faults) == losses
    assert {sort.value: count for sort, count in by_sort(faults).items()} == counts


def test_after_a_loss_comes_a_fresh_process(faulty: Faulty) -> None:
    """The first two hold; what is allowed to stay out ends the process, too."""
    faulty(PROGRAMS["loses"][0], **COUNTED)
    assert faulty.rounds == [2, 3, 4, 8]


def test_word_is_left_of_what_comes(faulty: Faulty) -> None:
    """The number and the fault, for whoever finds the process hanging."""
    faulty(START + "def use():\n    work()\n", **ALONE)
    word = json.loads((faulty.here / "at").read_text(encoding="utf-8"))
    assert word == {
        "number": 2,
        "faults": [
            {
                "sort": "a second caller", "place": "`work()` in use(), an equal one",
                "call": "the good call", "loss": "the process hangs",
            }
        ],
    }  # fmt: skip
    faulty(START + "def use():\n    work()\n", **{**ALONE, "good": through})
    assert json.loads((faulty.here / "at").read_text(encoding="utf-8")) == {
        "number": 1,
        "faults": [],
    }


def test_the_line_that_a_caller_waits_in() -> None:
    """The example's innermost one, if there is one."""
    stack = ("fixed.py, in f: g()", "fixed.py, in g: seats.acquire(f'a: b')", "x.py, in h: i()")
    assert at(Outcome("waits", stack=stack)) == " at `seats.acquire(f'a: b')`"
    assert at(Outcome("waits", stack=stack[2:])) == ""
