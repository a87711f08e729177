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

    route, _, query = path.partition("?")
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": route, "raw_path": route.encode(), "root_path": "",
        "query_string": query.encode(), "headers": [], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }  # fmt: skip
    await app(scope, receive, send)
    return response
