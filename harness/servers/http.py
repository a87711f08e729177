"""A small HTTP service for the examples of HTTP clients: real sockets, no outside world.

It answers every path but four with a short text: ``/big`` is larger than a client and two
sockets can buffer together, ``/long`` larger than what a client takes before it is read,
``/error`` is a failure with a body, ``/late`` is never answered.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

BIG = b"All is well.\n" * (1 << 20)
LONG = BIG[:700_000]
Result = TypeVar("Result")


@dataclass(eq=False)
class Loan:
    """One port of the service, for one run of one variant."""

    port: int = 0
    ended: bool = False
    requests: int = 0
    connections: set[asyncio.Task[None] | None] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where a client finds it."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, question: str) -> int:
        """Count its open ``connections``, or the ``requests`` that it has answered."""
        return {"connections": len(self.connections), "requests": self.requests}[question]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until the client closes it."""
        connection = asyncio.current_task()
        self.connections.add(connection)
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                while not self.ended:  # a connection may arrive too late to be cut off
                    head = await reader.readuntil(b"\r\n\r\n")
                    await self.answer(head.split()[1].decode(), writer)
        finally:
            self.connections.remove(connection)
            writer.transport.abort()

    async def answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        """Send the answer for a path, no faster than the client takes it."""
        self.requests += 1
        if path == "/late":
            await asyncio.Event().wait()
        status = "500 Internal Server Error" if path == "/error" else "200 OK"
        body = memoryview({"/big": BIG, "/long": LONG}.get(path, path.encode()))
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8"
        writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        for start in range(0, len(body), 1 << 18):
            writer.write(body[start : start + (1 << 18)])
            await writer.drain()


class Service:
    """An event loop in a thread of its own, which serves every loan."""

    version = "http: a service on the loopback interface"

    def __init__(self) -> None:
        """Start the loop; a daemon thread, because nothing depends on its end."""
        started: queue.SimpleQueue[asyncio.AbstractEventLoop] = queue.SimpleQueue()
        self._ended = asyncio.Event()
        self._thread = threading.Thread(target=self._live, args=(started,), daemon=True)
        self._thread.start()
        self._loop = started.get()

    @contextmanager
    def lend(self) -> Iterator[Loan]:
        """Lend a port; whoever is still connected at the end is cut off."""
        loan = Loan()
        server = self._run(asyncio.start_server(loan.serve, "127.0.0.1", 0))
        loan.port = server.sockets[0].getsockname()[1]
        try:
            yield loan
        finally:
            self._run(cut_off(server, loan))

    def close(self) -> None:
        """End the loop and its thread."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def _live(self, started: queue.SimpleQueue[asyncio.AbstractEventLoop]) -> None:
        with asyncio.Runner() as runner:  # ends whatever is still under way
            started.put(runner.get_loop())
            runner.run(self._ended.wait())

    def _run(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)


async def cut_off(server: asyncio.Server, loan: Loan) -> None:
    """End a loan's port and every connection to it, whatever that is doing."""
    for listener in server.sockets:
        asyncio.get_running_loop().remove_reader(listener.fileno())
    await asyncio.sleep(0)  # asyncio drops, unclosed, what was accepted just before close()
    server.close()
    loan.ended = True
    connections = [task for task in loan.connections if task]
    for task in connections:
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)
