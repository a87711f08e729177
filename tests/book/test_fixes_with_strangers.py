"""Fixes whose service, neighbour or second thread does not do what the author thought of."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import active_children
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
import psycopg
import pytest
import urllib3
from sqlalchemy import create_engine
from sqlalchemy.exc import TimeoutError as PoolIsEmpty

from harness.record.examples import EXAMPLES
from harness.run.child import load


def module(name: str) -> ModuleType:
    """A variant, imported anew."""
    path = EXAMPLES / f"{name}.py"
    return load(path, f"strangers_{path.stem}")


# -- a service that does not say how long its answer is


class Untold(BaseHTTPRequestHandler):
    """Sends a body in chunks, without a length."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer every path."""
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nhello\r\n0\r\n\r\n")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def untold() -> Iterator[str]:
    """The address of such a service."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Untold) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def with_httpx(fetch: Any, url: str) -> list[Any]:
    """Two calls with one connection."""
    limits = httpx.Limits(max_connections=1)
    with httpx.Client(base_url=url, limits=limits, timeout=httpx.Timeout(5, pool=1)) as client:
        return [fetch(client, "/picture") for _ in range(2)]


def with_urllib3(restore: Any, url: str) -> list[Any]:
    """Two calls with one connection."""
    to = urlsplit(url)
    with urllib3.HTTPConnectionPool(to.hostname or "", to.port, maxsize=1, block=True) as pool:
        return [restore(pool, "/backup", patience=1) for _ in range(2)]


def with_aiohttp(fetch: Any, url: str) -> list[Any]:
    """Two calls with one connection."""

    async def main() -> list[Any]:
        connector, timeout = aiohttp.TCPConnector(limit=1), aiohttp.ClientTimeout(connect=1)
        async with aiohttp.ClientSession(url, connector=connector, timeout=timeout) as session:
            return [await fetch(session, "/tile") for _ in range(2)]

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("client", "name", "function"),
    [
        (with_httpx, "pools/httpx_stream/fixed", "fetch"),
        (with_urllib3, "pools/urllib3_unread/fixed", "restore"),
        (with_aiohttp, "pools/aiohttp_big_body/fixed", "episode"),
        (with_aiohttp, "pools/aiohttp_deadline/fixed", "tile"),
    ],
)
def test_a_length_that_is_not_told_is_too_long(
    client: Any, name: str, function: str, untold: str
) -> None:
    """An answer in chunks has no length: it is refused, and its connection is free again."""
    assert client(getattr(module(name), function), untold) == [None, None]


# -- a day that goes wrong


def test_a_day_that_goes_wrong_leaves_no_clerk() -> None:
    """The caller never gets the clerk's process, so the shop ends it."""

    def day(counter: Any) -> None:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        module("harmless/inherited_counter/fixed").open_shop(
            ("127.0.0.1", 0), day, threading.Event().wait
        )
    assert active_children() == []


# -- threads


def test_with_null_pool_threads_share_an_engine_that_has_connected_once(postgres: Any) -> None:
    """After a first call, four threads with loops of their own get their answers."""
    failed: list[BaseException] = []

    def ask() -> None:
        try:
            assert [count() for _ in range(5)] == [0] * 5
        except BaseException as error:
            failed.append(error)

    with postgres.lend() as loan, psycopg.connect(loan.url, autocommit=True) as other:
        other.execute("CREATE TABLE ticket (number int)")
        desk = module("affinity/engine_of_first_loop/fixed_null_pool").desk
        with desk(loan.url.replace("://", "+asyncpg://")) as count:
            count()
            threads = [threading.Thread(target=ask, daemon=True) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(20)
        assert (failed, [thread.is_alive() for thread in threads]) == ([], [False] * 4)
        assert loan.ask("sessions") == 1


def test_one_connection_on_top_of_the_other_is_for_one_caller(postgres: Any) -> None:
    """A second caller in the midst of the first takes what is left, and both would wait."""
    with postgres.lend() as loan:
        engine = create_engine(loan.url, pool_size=2, max_overflow=0, pool_timeout=0.1)
        with engine.begin() as db:
            db.exec_driver_sql("CREATE TABLE stock (shop int)")
        in_stock = module("harmless/pool_at_rest/fixed").in_stock

        def shops() -> Iterator[int]:
            yield 1
            with pytest.raises(PoolIsEmpty):
                in_stock(engine, [1, 2])

        assert in_stock(engine, [1, 2]) == in_stock(engine, shops()) | {2: 0}
        engine.dispose()
