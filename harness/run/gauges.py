"""The gauges: each reads one number and changes nothing.

A reading may have any zero point; a run only uses its distance from the baseline.
"""

from __future__ import annotations

import asyncio
import gc
import os
import resource
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from harness.run.settle import wait_until

Read = Callable[[ModuleType, Any], int]
Find = Callable[[ModuleType, Any], Any]

ENDLESS: Any = {"counted": False, "finite": False}
"""What there is no fixed number of."""

DESCRIPTORS = "/proc/self/fd" if sys.platform == "linux" else "/dev/fd"


@dataclass(frozen=True)
class Gauge:
    """How to count the units of one resource that are out.

    ``lag`` is the longest time, in seconds, that a unit needs to come back after its
    release; ``explicit`` is false where dropping the last reference *is* the release
    (memory). ``limit`` sets the process's own limit to a number of further units.
    ``counted`` says that there is a fixed number of units, so that a reading below the baseline
    is one too many (``None``: where the scenario gives a capacity); ``finite`` is false where
    there is no fixed number of them that a scenario could give.
    """

    resource: str
    read: Read
    lag: float = 0.0
    explicit: bool = True
    limit: Callable[[int], None] | None = None
    counted: bool | None = None
    finite: bool = True


def subject(app: ModuleType, world: Any) -> Any:
    """What the scenario's ``setup`` yielded: where most gauges find their pool."""
    return world


def descriptors(lag: float = 0.0) -> Gauge:
    """File descriptors that this process has open. The capacity becomes its ``ulimit -n``."""
    return Gauge(
        "descriptor",
        lambda app, world: len(open_descriptors()),
        lag,
        limit=limit_descriptors,
        counted=False,
    )


def open_descriptors() -> set[int]:
    """The numbers of the open descriptors; works when none is left, too."""
    with unlimited():  # listing needs one itself
        listed = [int(name) for name in os.listdir(DESCRIPTORS)]
    return {number for number in listed if is_open(number)}


@contextmanager
def unlimited() -> Iterator[None]:
    """Look around without the process's own limit, where none is left."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def is_open(number: int) -> bool:
    """Whether a descriptor is open; the one that listed the others no longer is."""
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def limit_descriptors(units: int) -> None:
    """Let this process open that many more descriptors.

    The limit bounds the highest number, so the gaps below it count.
    """
    taken, soft = open_descriptors(), 0
    while units > 0 or soft in taken:
        units -= soft not in taken
        soft += 1
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def lift_limit() -> None:
    """Undo `limit_descriptors`."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def permits(find: Find) -> Gauge:
    """Permits taken from a `threading`, `asyncio` or anyio semaphore.

    The standard library has no public way to read this number; a test compares the
    private one with acquiring every free permit. anyio has ``value``.
    """
    return Gauge("permit", lambda app, world: -free_permits(find(app, world)), counted=True)


def free_permits(semaphore: Any) -> int:
    """Permits that are free."""
    if hasattr(semaphore, "_value"):
        return int(semaphore._value)
    return int(semaphore.value)


def locks(find: Find) -> Gauge:
    """A lock that is taken: of `threading` (also reentrant), `asyncio` or anyio.

    Before Python 3.14 an ``RLock`` says only in its ``repr`` whether somebody has it.
    """
    return Gauge("lock", lambda app, world: int(is_locked(find(app, world))), counted=True)


def is_locked(lock: Any) -> bool:
    """Whether somebody has the lock."""
    if hasattr(lock, "locked"):
        return bool(lock.locked())
    return repr(lock).startswith("<locked")


def waiting(find: Find) -> Gauge:
    """Callers that wait for a permit, a lock, a condition, an event, or a pool's connection.

    anyio and psycopg_pool tell; the rest keep their waiters in a private list.
    """
    return Gauge(
        "waiting caller", lambda app, world: waiters(find(app, world)), counted=False, finite=False
    )


def waiters(subject: Any) -> int:
    """Callers that wait there."""
    if hasattr(subject, "statistics"):
        return int(subject.statistics().tasks_waiting)
    if hasattr(subject, "get_stats"):
        return int(subject.get_stats().get("requests_waiting", 0))
    queues = [getattr(subject, name, None) for name in ("_waiters", "_getters", "_requests")]
    inner = [getattr(subject, name, None) for name in ("_cond", "not_empty", "_queue", "_pool")]
    known = [queue for queue in queues if queue is not None]
    if not known:
        return sum(waiters(each) for each in inner if each is not None)
    return sum(sum(not is_done(each) for each in queue) for queue in known)


def is_done(waiter: Any) -> bool:
    """Whether an ``asyncio`` waiter has been woken or cancelled and is on its way out."""
    return bool(waiter.done()) if hasattr(waiter, "done") else False


def tokens(find: Find) -> Gauge:
    """Tokens borrowed from an anyio ``CapacityLimiter``."""
    return Gauge(
        "token", lambda app, world: find(app, world).statistics().borrowed_tokens, counted=True
    )


def queued(find: Find = subject) -> Gauge:
    """Items missing from a pool made of a queue."""
    return Gauge("pooled item", lambda app, world: -find(app, world).qsize(), counted=True)


def sqlalchemy_pool(find: Find = subject) -> Gauge:
    """Connections checked out from the pool of an SQLAlchemy engine."""
    return Gauge("connection", lambda app, world: find(app, world).pool.checkedout())


def psycopg_pool(find: Find = subject, lag: float = 0.0) -> Gauge:
    """Connections checked out from a ``psycopg_pool``; with ``reset=`` a thread gives them back."""

    def read(app: ModuleType, world: Any) -> int:
        stats = find(app, world).get_stats()
        return int(stats["pool_size"] - stats["pool_available"])

    return Gauge("connection", read, lag)


def asyncpg_pool(find: Find = subject) -> Gauge:
    """Connections acquired from an asyncpg pool."""

    def read(app: ModuleType, world: Any) -> int:
        pool = find(app, world)
        return int(pool.get_size() - pool.get_idle_size())

    return Gauge("connection", read)


def httpx_pool(find: Find = subject) -> Gauge:
    """Connections of an ``httpx`` client that are in use; its pool has no public name."""

    def read(app: ModuleType, world: Any) -> int:
        pool = find(app, world)._transport._pool
        return sum(not connection.is_idle() for connection in pool.connections)

    return Gauge("connection", read)


def httpcore_pool(find: Find = subject) -> Gauge:
    """Connections of an ``httpcore`` pool that are in use."""

    def read(app: ModuleType, world: Any) -> int:
        return sum(not connection.is_idle() for connection in find(app, world).connections)

    return Gauge("connection", read)


def redis_pool(find: Find = subject) -> Gauge:
    """Connections that a redis-py pool, plain or asyncio's, has given out; a private set."""
    return Gauge("connection", lambda app, world: len(find(app, world)._in_use_connections))


def aiohttp_connector(find: Find = subject) -> Gauge:
    """Connections that an ``aiohttp`` session has taken; its connector keeps the number private."""
    return Gauge("connection", lambda app, world: len(find(app, world).connector._acquired))


def urllib3_pool(find: Find = subject) -> Gauge:
    """Connections missing from a ``urllib3`` pool, which ``requests`` has one of for each host."""
    return Gauge("connection", lambda app, world: -find(app, world).pool.qsize(), counted=True)


def sessions(find: Find = subject) -> Gauge:
    """Sessions on the server, as PostgreSQL's ``pg_stat_activity`` counts them.

    ``find`` gives the bench; the question travels outside the process under test.
    """
    return Gauge(
        "server session",
        lambda app, world: find(app, world).ask("postgres", "sessions"),
        lag=0.5,
        counted=False,
    )


def transactions(find: Find = subject) -> Gauge:
    """Sessions that PostgreSQL sees ``idle in transaction``; ``find`` gives the bench."""
    return Gauge(
        "open transaction",
        lambda app, world: find(app, world).ask("postgres", "idle in transaction"),
        counted=False,
    )


class Disagreement(Exception):
    """Two gauges of one number read two numbers."""


AGREED = 0.5
"""Seconds that two gauges get to agree: a thread may be in the middle of a release."""


def agreeing(first: Gauge, second: Gauge) -> Gauge:
    """``first`` with ``second`` as a witness: each reading asks both, and they must agree."""

    def read(app: ModuleType, world: Any) -> int:
        seen = [0, 0]

        def agree() -> bool:
            seen[:] = first.read(app, world), second.read(app, world)
            return seen[0] == seen[1]

        agreed = wait_until(agree, AGREED)
        one, other = seen
        if not agreed:
            raise Disagreement(f"{one} {first.resource}(s) out, and {other} {second.resource}(s)")
        return one

    return replace(first, read=read, lag=max(first.lag, second.lag))


def threads() -> Gauge:
    """Threads that are alive, as `threading` knows them; the kernel's count lags ``join``."""
    return Gauge("thread", lambda app, world: threading.active_count(), lag=0.1, **ENDLESS)


def tasks() -> Gauge:
    """Unfinished tasks of the running event loop."""
    return Gauge("task", lambda app, world: len(asyncio.all_tasks()), **ENDLESS)


def children() -> Gauge:
    """Child processes, zombies included."""
    return Gauge("child process", lambda app, world: count_children(), lag=0.1, **ENDLESS)


def count_children() -> int:
    """Child processes of this process, zombies included."""
    return len(children_of())


def children_of(process: int | str = "self") -> list[int]:
    """The child processes of a process; each of its threads has a list of its own."""
    found: list[int] = []
    for task in os.listdir(f"/proc/{process}/task"):
        path = f"/proc/{process}/task/{task}/children"
        gone = suppress(FileNotFoundError, ProcessLookupError)  # a thread that has just ended
        with gone, open(path, "rb") as children:
            found += [int(number) for number in children.read().split()]
    return found


def temporary_files() -> Gauge:
    """Entries of the run's private temporary directory."""
    return Gauge("temporary file", lambda app, world: count_temporary_files(), **ENDLESS)


def count_temporary_files() -> int:
    """Entries of the directory that `tempfile` uses."""
    return len(os.listdir(tempfile.gettempdir()))


def live(name: str, lag: float = 0.0) -> Gauge:
    """Living instances of a class that the example defines or imports under that name."""

    def read(app: ModuleType, world: Any) -> int:
        wanted = getattr(app, name)
        return sum(type(each) is wanted for each in gc.get_objects())

    return Gauge(f"{name} object", read, lag, explicit=False, **ENDLESS)


def opened(name: str, lag: float = 0.0) -> Gauge:
    """Living instances of a class of the example that are not ``closed``: open ones."""

    def read(app: ModuleType, world: Any) -> int:
        wanted = getattr(app, name)
        return sum(type(each) is wanted and not is_closed(each) for each in gc.get_objects())

    return Gauge(f"open {name}", read, lag, **ENDLESS)


def is_closed(thing: Any) -> bool:
    """What the thing says of itself: ``closed`` or ``is_closed``, an attribute or a method."""
    for name in ("closed", "is_closed"):
        if hasattr(thing, name):
            said = getattr(thing, name)
            return bool(said() if callable(said) else said)
    raise AttributeError(f"a {type(thing).__name__} has no 'closed'; write a gauge of your own")


def memory() -> Gauge:
    """Blocks of memory that the example's own lines allocated and that are alive.

    Exact on CPython, by `tracemalloc`; it starts with the first reading.
    """

    def read(app: ModuleType, world: Any) -> int:
        if not tracemalloc.is_tracing():
            tracemalloc.start()
        own = tracemalloc.Filter(True, str(app.__file__))
        statistics = tracemalloc.take_snapshot().filter_traces([own]).statistics("filename")
        return sum(each.count for each in statistics)

    return Gauge("block of memory", read, explicit=False, **ENDLESS)


def entries(find: Find, resource: str) -> Gauge:
    """Length of a container that the example fills: a registry, a list of handlers, a cache."""
    return Gauge(resource, lambda app, world: len(find(app, world)), explicit=False, counted=False)
