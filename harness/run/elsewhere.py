"""Permits and locks that the gauge does not look at, and that are taken after the load."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from types import CellType, FunctionType, ModuleType
from typing import Any

from harness.run.gauges import is_locked

LOCK_TYPES = (type(threading.Lock()), type(threading.RLock()), asyncio.Lock)
SEMAPHORE_TYPES = (threading.Semaphore, asyncio.Semaphore)


def held(app: ModuleType, world: Any) -> dict[int, tuple[object, int]]:
    """The semaphores and locks that the example or the set-up has: permits taken."""
    things = reachable([*vars(app).values(), world], app.__name__)
    return {
        id(each): (each, taken(each))
        for each in things
        if isinstance(each, (*SEMAPHORE_TYPES, *LOCK_TYPES))
    }


def taken(thing: Any) -> int:
    """Permits taken from a semaphore, below an unknown zero; whether a lock is taken."""
    return -thing._value if isinstance(thing, SEMAPHORE_TYPES) else int(is_locked(thing))


def reachable(things: Iterable[Any], own: str) -> Iterator[Any]:
    """The things and what is in them, at any depth; of a library's objects, the attributes."""
    waiting, seen = [*things], set[int]()
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        yield thing
        inner = inside(thing, own)
        if is_foreign(thing, own):
            yield from inner
        else:
            waiting += inner


def inside(thing: Any, own: str) -> list[Any]:
    """What a container holds, a class or an object has, a function's closure and defaults keep."""
    if isinstance(thing, (list, tuple, set, frozenset, deque)):
        return list(thing)
    if isinstance(thing, dict):
        return list(thing.values())
    if isinstance(thing, ModuleType) or (isinstance(thing, type) and thing.__module__ != own):
        return []
    if isinstance(thing, FunctionType):
        closure = [cell.cell_contents for cell in thing.__closure__ or () if not is_empty(cell)]
        return [*closure, *(thing.__defaults__ or ()), *(thing.__kwdefaults__ or {}).values()]
    return list(vars(thing).values()) if hasattr(thing, "__dict__") else []


def is_foreign(thing: Any, own: str) -> bool:
    """Whether an object is a library's: what it has inside of its attributes is its own affair."""
    builtin = isinstance(thing, (list, tuple, set, frozenset, deque, dict, FunctionType))
    module = thing.__module__ if isinstance(thing, type) else type(thing).__module__
    return not builtin and module not in (own, "types", "functools")


def is_empty(cell: CellType) -> bool:
    """Whether a name of an enclosing function has no value yet."""
    try:
        cell.cell_contents  # noqa: B018 - it raises
    except ValueError:
        return True
    return False


def still_taken(before: dict[int, tuple[object, int]]) -> int:
    """Permits and locks of those that were free before and are not now."""
    return sum(max(0, taken(thing) - number) for thing, number in before.values())
