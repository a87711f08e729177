"""Statements about the kernel, the framework's threads and sizes, each seen in a run."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import subprocess
import sys
import threading
import time
from functools import partial
from heapq import heappop, heappush
from pathlib import Path

import anyio
import psycopg
import pytest

AT_THE_LIMIT = """
import os, resource
if os.getuid() == 0:
    os.setuid(65534)  # the limit does not hold for root
resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
try:
    os.fork() or os._exit(0)
    os.fork() or os._exit(0)
except BlockingIOError as error:
    print(error)
"""


def test_a_fork_at_the_limit_has_the_text_of_a_taken_lock() -> None:
    """`[Errno 11] Resource temporarily unavailable` is what a fork beyond the limit says."""
    command = [sys.executable, "-c", AT_THE_LIMIT]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert said.stdout == "[Errno 11] Resource temporarily unavailable\n"


def test_an_empty_socket_without_blocking_has_the_same_text() -> None:
    """So does a `recv` with nothing to read."""
    one, other = socket.socketpair()
    with one, other:
        one.setblocking(False)
        with pytest.raises(BlockingIOError, match=r"\[Errno 11\] Resource temporarily unavailable"):
            one.recv(1)


REUSE = Path("/proc/sys/net/ipv4/tcp_tw_reuse")


PORT_RANGE = 51
"""``IP_LOCAL_PORT_RANGE`` of linux/in.h, from Linux 6.3 on: which ports the kernel may choose."""


def caller(port: int) -> socket.socket:
    """A socket for which the kernel chooses a port, and may choose this one alone."""
    made = socket.socket()
    made.setsockopt(socket.IPPROTO_IP, PORT_RANGE, struct.pack("I", port << 16 | port))
    return made


@pytest.mark.skipif(
    not REUSE.exists() or REUSE.read_text().strip() != "2",
    reason="the sentence is about Linux's default, tcp_tw_reuse = 2",
)
def test_on_loopback_a_port_in_time_wait_is_soon_free_again() -> None:
    """A connection may have the port of one in TIME_WAIT after seconds, not after a minute."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as counter:
        with caller(port) as first:
            first.connect(counter.getsockname())
            served = counter.accept()[0]
        with served:  # the other end has hung up first: it has the TIME_WAIT
            served.recv(1)
        begin, refusals = time.monotonic(), 0
        while time.monotonic() < begin + 10:
            with caller(port) as second:
                if second.connect_ex(counter.getsockname()) == 0:
                    counter.accept()[0].close()
                    break
                refusals += 1
        assert refusals > 0
        assert time.monotonic() < begin + 10


@pytest.mark.parametrize(("own_limit", "served"), [(False, False), (True, True)])
def test_a_smaller_default_limiter_stops_routes_that_use_no_pool(
    own_limit: bool, served: bool
) -> None:
    """Two slow calls fill a limit of two threads: whether another call is served beside them."""

    async def main() -> bool:
        begun, done = [threading.Event(), threading.Event()], threading.Event()
        narrow = anyio.CapacityLimiter(2)
        default = anyio.to_thread.current_default_thread_limiter()
        if not own_limit:
            default.total_tokens = 2
        run = anyio.to_thread.run_sync

        def slow(one: threading.Event) -> None:
            one.set()
            done.wait()

        limiter = narrow if own_limit else None
        async with anyio.create_task_group() as group:
            for one in begun:
                group.start_soon(partial(run, slow, one, limiter=limiter))
            while not all(one.is_set() for one in begun):
                await asyncio.sleep(0)
            other = asyncio.create_task(run(int, "7"))
            await asyncio.wait([other], timeout=0.2 if not served else 5)
            ended = other.done()
            done.set()
            await other
        return ended

    assert asyncio.run(main()) == served


def test_a_pool_of_the_mean_has_a_queue_most_of_the_time() -> None:
    """Ten connections in use on average: with ten places most wait, with fifteen few."""

    def waiting(places: int, rate: float = 10, calls: int = 20_000) -> float:
        chance, now, waited = random.Random(7), 0.0, 0
        free = [0.0] * places
        for _ in range(calls):
            now += chance.expovariate(rate)
            start = heappop(free)
            waited += start > now
            heappush(free, max(start, now) + chance.expovariate(1))
        return waited / calls

    assert waiting(10) > 0.5
    assert waiting(15) < 0.2


KEEPALIVES = "SELECT name, setting FROM pg_settings WHERE name ~ '^tcp_keepalives|^tcp_user'"


def test_the_keepalives_of_the_advisory_lock_reach_the_server(postgres: object) -> None:
    """The statements of the fix, on a TCP connection, are what the server then has."""
    examples = Path(__file__).resolve().parents[2] / "examples"
    source = (examples / "permits/advisory_killed/fixed.py").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    exec(source.partition("\n\n\ndef ")[0], names)
    with postgres.lend() as loan, psycopg.connect(loan.url, autocommit=True) as connection:  # type: ignore[attr-defined]
        before = dict(connection.execute(KEEPALIVES).fetchall())
        connection.execute(names["SILENCE"])
        after = dict(connection.execute(KEEPALIVES).fetchall())
        over_tcp = not (connection.info.host or "").startswith("/")
    wanted = {
        "tcp_keepalives_idle": "30",
        "tcp_keepalives_interval": "10",
        "tcp_keepalives_count": "3",
        "tcp_user_timeout": "60000",
    }
    assert over_tcp
    assert after == wanted != before
