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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Read = Callable[[ModuleType, Any], int]
Find = Callable[[ModuleType, Any], Any]

DESCRIPTORS = "/proc/self/fd" if sys.platform == "linux" else "/dev/fd"


@dataclass(frozen=True)
class Gauge:
    """How to count the units of one resource that are out.

    ``lag`` is the longest time, in seconds, that a unit needs to come home after its
    release; ``explicit`` is false where dropping the last reference *is* the release
    (memory). ``limit`` sets the process's own limit to a number of further units.
    """

    resource: str
    read: Read
    lag: float = 0.0
    explicit: bool = True
    limit: Callable[[int], None] | None = None


def the_world(app: ModuleType, world: Any) -> Any:
    """What the scenario's ``setup`` yielded: where most gauges find their pool."""
    return world


def descriptors() -> Gauge:
    """File descriptors that this process has open. The capacity becomes its ``ulimit -n``."""
    return Gauge(
        "descriptor",
        lambda app, world: len(open_descriptors()),
        limit=limit_descriptors,
    )


def open_descriptors() -> set[int]:
    """The numbers of the open descriptors; works when none is left, too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # listing needs one itself
    try:
        listed = [int(name) for name in os.listdir(DESCRIPTORS)]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return {number for number in listed if is_open(number)}


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
    """Permits taken from a `threading` or `asyncio` semaphore.

    The standard library has no public way to read this number; a test compares the
    private one with acquiring every free permit.
    """
    return Gauge("permit", lambda app, world: -find(app, world)._value)


def tokens(find: Find) -> Gauge:
    """Tokens borrowed from an anyio ``CapacityLimiter``."""
    return Gauge("token", lambda app, world: find(app, world).statistics().borrowed_tokens)


def queued(find: Find = the_world) -> Gauge:
    """Items missing from a pool made of a queue."""
    return Gauge("pooled item", lambda app, world: -find(app, world).qsize())


def sqlalchemy_pool(find: Find = the_world) -> Gauge:
    """Connections checked out from the pool of an SQLAlchemy engine."""
    return Gauge("connection", lambda app, world: find(app, world).pool.checkedout())


def psycopg_pool(find: Find = the_world) -> Gauge:
    """Connections checked out from a ``psycopg_pool``."""

    def read(app: ModuleType, world: Any) -> int:
        stats = find(app, world).get_stats()
        return int(stats["pool_size"] - stats["pool_available"])

    return Gauge("connection", read)


def asyncpg_pool(find: Find = the_world) -> Gauge:
    """Connections acquired from an asyncpg pool."""

    def read(app: ModuleType, world: Any) -> int:
        pool = find(app, world)
        return int(pool.get_size() - pool.get_idle_size())

    return Gauge("connection", read)


def httpx_pool(find: Find = the_world) -> Gauge:
    """Connections of an ``httpx`` client that are in use; its pool has no public name."""

    def read(app: ModuleType, world: Any) -> int:
        pool = find(app, world)._transport._pool
        return sum(not connection.is_idle() for connection in pool.connections)

    return Gauge("connection", read)


def aiohttp_connector(find: Find = the_world) -> Gauge:
    """Connections that an ``aiohttp`` session has taken; its connector keeps the number private."""
    return Gauge("connection", lambda app, world: len(find(app, world).connector._acquired))


def urllib3_pool(find: Find = the_world) -> Gauge:
    """Connections missing from a ``urllib3`` pool, which ``requests`` has one of for each host."""
    return Gauge("connection", lambda app, world: -find(app, world).pool.qsize())


def sessions(find: Find = the_world) -> Gauge:
    """Sessions on the server, as PostgreSQL's ``pg_stat_activity`` counts them.

    ``find`` gives the bench; the question travels outside the process under test.
    """
    return Gauge(
        "server session",
        lambda app, world: find(app, world).ask("postgres", "sessions"),
        lag=0.5,
    )


def transactions(find: Find = the_world) -> Gauge:
    """Sessions that PostgreSQL sees ``idle in transaction``; ``find`` gives the bench."""
    return Gauge(
        "open transaction",
        lambda app, world: find(app, world).ask("postgres", "idle in transaction"),
    )


class Disagreement(Exception):
    """Two gauges of one number read two numbers."""


def agreeing(first: Gauge, second: Gauge) -> Gauge:
    """``first`` with ``second`` as a witness: each reading asks both, and they must agree."""

    def read(app: ModuleType, world: Any) -> int:
        one, other = first.read(app, world), second.read(app, world)
        if one != other:
            raise Disagreement(f"{one} {first.resource}(s) out, and {other} {second.resource}(s)")
        return one

    return Gauge(first.resource, read, lag=max(first.lag, second.lag))


def threads() -> Gauge:
    """Threads that are alive, as `threading` knows them; the kernel's count lags ``join``."""
    return Gauge("thread", lambda app, world: threading.active_count(), lag=0.1)


def tasks() -> Gauge:
    """Unfinished tasks of the running event loop."""
    return Gauge("task", lambda app, world: len(asyncio.all_tasks()))


def children() -> Gauge:
    """Child processes, zombies included."""
    return Gauge("child process", lambda app, world: count_children(), lag=0.1)


def count_children() -> int:
    """Child processes of this process; each of its threads has a list of its own."""
    found = 0
    for task in os.listdir("/proc/self/task"):
        path = f"/proc/self/task/{task}/children"
        gone = suppress(FileNotFoundError, ProcessLookupError)  # a thread that has just ended
        with gone, open(path, "rb") as children:
            found += len(children.read().split())
    return found


def temporary_files() -> Gauge:
    """Entries of the run's private temporary directory."""
    return Gauge("temporary file", lambda app, world: count_temporary_files())


def count_temporary_files() -> int:
    """Entries of the directory that `tempfile` uses."""
    return len(os.listdir(tempfile.gettempdir()))


def live(name: str) -> Gauge:
    """Living instances of a class that the example defines or imports under that name."""

    def read(app: ModuleType, world: Any) -> int:
        wanted = getattr(app, name)
        return sum(type(each) is wanted for each in gc.get_objects())

    return Gauge(f"{name} object", read, explicit=False)


def entries(find: Find, resource: str) -> Gauge:
    """Length of a container that the example fills: a registry, a list of handlers, a cache."""
    return Gauge(resource, lambda app, world: len(find(app, world)), explicit=False)
