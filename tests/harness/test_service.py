"""The HTTP service answers, counts, and lets nobody keep it from ending."""

import asyncio
import gc
import socket
import threading
import warnings
from collections.abc import Iterator
from urllib.request import urlopen

import pytest

from harness.servers.http import BIG, Loan, Service, cut_off


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that is ended."""
    service = Service()
    yield service
    service.close()


def ask_for(url: str, path: str) -> socket.socket:
    """A connection that has asked for a path and reads nothing."""
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)))
    connection.sendall(f"GET {path} HTTP/1.1\r\n\r\n".encode())
    return connection


def test_answers(service: Service) -> None:
    """A path is answered with itself, and ``/big`` with more than buffers hold."""
    with service.lend() as loan:
        with urlopen(f"{loan.url}/small") as small, urlopen(f"{loan.url}/big") as big:
            assert (small.read(), big.read() == BIG) == (b"/small", True)
        assert loan.ask("requests") == 2


def test_cuts_off_who_stays(service: Service) -> None:
    """The end of a loan cuts off a client that reads nothing and one that is never answered."""
    with service.lend() as loan:
        stay = [ask_for(loan.url, path) for path in ("/big", "/late")]
        assert stay[0].recv(8) == b"HTTP/1.1"
        assert loan.ask("connections") >= 1
    assert loan.ask("connections") == 0
    for connection in stay:
        connection.close()


def test_who_is_half_accepted_is_closed() -> None:
    """A connection whose turn comes after the end of the loan is not dropped unclosed."""

    async def end_at_that_moment() -> None:
        loan = Loan()
        server = await asyncio.start_server(loan.serve, "127.0.0.1", 0)
        with socket.create_connection(server.sockets[0].getsockname()):
            for _ in range(2):
                await asyncio.sleep(0)  # accepted now; what greets it is next in the queue
            await cut_off(server, loan)

    with warnings.catch_warnings(record=True, action="always") as seen:
        asyncio.run(end_at_that_moment())
        gc.collect()
    assert [str(each.message) for each in seen] == []


def test_loans_are_apart(service: Service) -> None:
    """The requests of one loan are not those of another."""
    with service.lend() as first, service.lend() as second:
        with urlopen(f"{first.url}/small") as response:
            response.read()
        assert (first.ask("requests"), second.ask("requests")) == (1, 0)


def test_ends_its_thread() -> None:
    """Nothing runs on once the service is closed."""
    before = threading.active_count()
    service = Service()
    service.close()
    assert threading.active_count() == before
