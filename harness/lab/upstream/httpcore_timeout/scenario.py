"""The only connection is busy for longer than the request is ready to wait."""

import asyncio

from harness import Scenario
from harness.run.gauges import Gauge

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Answers each request with ok; while ``silent``, not at all until `go`."""

    def __init__(self):
        """Answer at once."""
        self.asked, self.go = asyncio.Event(), asyncio.Event()
        self.go.set()

    async def serve(self, reader, writer):
        """Answer one client."""
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.asked.set()
                await self.go.wait()
                writer.write(ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def setup(app, bench):
    """A server and a pool."""
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    pool = app.make_pool()
    yield pool, server, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/"
    server.go.set()
    await pool.aclose()
    listening.close()
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0)


async def bad(app, world):
    """Ask while another request has the connection."""
    pool, server, url = world
    server.asked.clear()
    server.go.clear()
    first = asyncio.create_task(pool.request("GET", url))
    try:
        await server.asked.wait()
        await app.request(pool, url, 0.01)
    finally:
        server.go.set()
        await first


scenario = Scenario(
    gauge=Gauge("queued request", lambda app, world: len(world[0]._requests), finite=False),
    good=lambda app, world: app.request(world[0], world[2], 30),
    bad=bad,
    setup=setup,
)
