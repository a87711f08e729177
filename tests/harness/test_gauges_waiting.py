"""The gauges of locks, waiting callers, open objects, memory, and two more pools."""

import asyncio
import linecache
import queue
import threading
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import anyio
import httpcore
import pytest
import redis
from fakeredis import TcpFakeServer

from harness.run import gauges
from harness.run.gauges import Gauge
from harness.servers.http import Service

APP = ModuleType("app")


def read(gauge: Gauge, world: Any = None, app: ModuleType = APP) -> int:
    """What the gauge says now."""
    return gauge.read(app, world)


def itself(app: ModuleType, world: Any) -> Any:
    """The world is the thing to be gauged."""
    return world


@pytest.mark.parametrize("make", [threading.Lock, threading.RLock, asyncio.Lock])
def test_locks(make: Callable[[], Any]) -> None:
    """A lock is free, taken, and free again."""

    async def count() -> list[int]:
        lock, seen = make(), []
        for step in (lambda: None, lock.acquire, lock.release):
            if hasattr(result := step(), "__await__"):
                await result
            seen.append(read(gauges.locks(itself), lock))
        return seen

    assert asyncio.run(count()) == [0, 1, 0]


def test_waiting_tasks() -> None:
    """Of five tasks two have a permit, one was cancelled while it waited, and two wait."""

    async def count() -> int:
        semaphore = asyncio.Semaphore(2)
        tasks = [asyncio.ensure_future(semaphore.acquire()) for _ in range(5)]
        await asyncio.sleep(0)
        tasks[-1].cancel()
        await asyncio.wait(tasks[-1:])
        waiting = read(gauges.waiting(itself), semaphore)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        return waiting

    assert asyncio.run(count()) == 2


def test_waiting_for_anyio() -> None:
    """Anyio tells itself: one has the token, one waits."""

    async def count() -> int:
        limiter = anyio.CapacityLimiter(1)
        await limiter.acquire_on_behalf_of("a")
        other = asyncio.ensure_future(limiter.acquire_on_behalf_of("b"))
        await asyncio.sleep(0)
        waiting = read(gauges.waiting(itself), limiter)
        other.cancel()
        await asyncio.wait({other})
        return waiting

    assert asyncio.run(count()) == 1


@pytest.mark.parametrize("make", [lambda: threading.Semaphore(0), queue.Queue])
def test_waiting_threads(make: Callable[[], Any]) -> None:
    """Two threads wait for a permit or an item; afterwards none does."""
    subject = make()
    take = subject.acquire if hasattr(subject, "acquire") else subject.get
    give = subject.release if hasattr(subject, "release") else lambda: subject.put(1)
    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    while read(gauges.waiting(itself), subject) < 2:  # ends as soon as both have come
        assert all(thread.is_alive() for thread in threads)
    for _ in threads:
        give()
    for thread in threads:
        thread.join()
    assert read(gauges.waiting(itself), subject) == 0


def test_opened() -> None:
    """Of three doors one is closed and one is gone."""

    class Door:
        closed = False

    app = ModuleType("app")
    app.Door = Door  # type: ignore[attr-defined]
    doors = [Door() for _ in range(3)]
    doors[0].closed = True
    doors.pop()
    assert read(gauges.opened("Door"), app=app) == 1
    app.Door = SimpleNamespace  # type: ignore[attr-defined]
    nameless = SimpleNamespace()
    with pytest.raises(AttributeError, match="has no 'closed'; write a gauge of your own"):
        read(gauges.opened("Door"), nameless, app)


def test_memory_counts_the_lines_of_the_example() -> None:
    """Three blocks that the example's own line made are alive, and ours are not counted."""
    source = "def make():\n    return bytes(10_000)\n"
    app = ModuleType("app")
    app.__file__ = "/example/buggy.py"
    linecache.cache[app.__file__] = (len(source), None, source.splitlines(True), app.__file__)
    exec(compile(source, app.__file__, "exec"), vars(app))
    gauge = gauges.memory()
    before = read(gauge, app=app)
    kept = [app.make() for _ in range(3)]
    ours = [bytes(10_000) for _ in range(5)]
    assert (read(gauge, app=app) - before, len(ours)) == (3, 5)
    kept.clear()
    assert read(gauge, app=app) - before == 0


def test_httpcore_pool() -> None:
    """One response was read, two are not."""
    service = Service()
    with service.lend() as loan, httpcore.ConnectionPool() as pool:
        pool.request("GET", f"{loan.url}/small")
        streams = [pool.stream("GET", f"{loan.url}/small") for _ in range(2)]
        for stream in streams:
            stream.__enter__()
        assert read(gauges.httpcore_pool(), pool) == 2
        for stream in streams:
            stream.__exit__(None, None, None)
        assert read(gauges.httpcore_pool(), pool) == 0
    service.close()


def test_redis_pool() -> None:
    """Of three connections one was given back; as many more as are free can be had."""
    server = TcpFakeServer(("127.0.0.1", 0))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    host, port = server.server_address[:2]
    pool = redis.ConnectionPool(host=host, port=port, max_connections=3)
    taken = [pool.get_connection() for _ in range(3)]
    pool.release(taken.pop())
    assert read(gauges.redis_pool(), pool) == 2
    taken.append(pool.get_connection())
    with pytest.raises(redis.exceptions.MaxConnectionsError):
        pool.get_connection()
    for connection in taken:
        pool.release(connection)
    assert read(gauges.redis_pool(), pool) == 0
    pool.disconnect()
    server.shutdown()
    server.server_close()
    thread.join()
