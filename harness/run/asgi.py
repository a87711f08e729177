"""One request to an ASGI application, without a server: no load, no luck."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


@dataclass
class Response:
    """What the application sent: a status, the body so far, and whether it ``started``."""

    status: int = 0
    body: bytes = b""
    started: asyncio.Event = field(default_factory=asyncio.Event)


async def request(
    app: Application, method: str, path: str, leave: asyncio.Event | None = None
) -> Response:
    """Send a request with an empty body; the response, once the application has returned.

    The client stays until ``leave`` is set (for ever if it is ``None``). What the
    application raises is raised here, as a server would see it.
    """
    response, bodies = (
        Response(),
        [{"type": "http.request", "body": b"", "more_body": False}],
    )

    async def receive() -> Any:
        if bodies:
            return bodies.pop()
        await (leave or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        response.status = message.get("status", response.status)
        response.body += message.get("body", b"")
        response.started.set()

    await app({"type": "http", "method": method, "scheme": "http", **address(path)}, receive, send)
    return response


async def connect(app: Application, path: str) -> list[Any]:
    """Open a websocket and listen; the texts that came, once the application has returned.

    The client says nothing and never leaves. What the application raises is raised here.
    """
    texts: list[Any] = []
    opening = [{"type": "websocket.connect"}]

    async def receive() -> Any:
        if not opening:
            await asyncio.Event().wait()
        return opening.pop()

    async def send(message: Any) -> None:
        if "text" in message:
            texts.append(message["text"])

    await app({"type": "websocket", "scheme": "ws", **address(path)}, receive, send)
    return texts


def address(path: str) -> dict[str, Any]:
    """The part of a scope that says where a request goes and comes from."""
    route, _, query = path.partition("?")
    return {
        "asgi": {"version": "3.0"}, "http_version": "1.1", "path": route,
        "raw_path": route.encode(), "root_path": "", "query_string": query.encode(), "headers": [],
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
