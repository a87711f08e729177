"""The server does not answer in time."""

import asyncio

from harness import Scenario
from harness.run.gauges import Gauge

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Answers at once, but never for `/slow`."""

    def __init__(self):
        """Nobody is here."""
        self.clients, self.serving = 0, []

    async def serve(self, reader, writer):
        """Serve one client to its end."""
        self.clients += 1
        self.serving.append(asyncio.current_task())
        try:
            while True:
                if b" /slow " not in await reader.readuntil(b"\r\n\r\n"):
                    writer.write(ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.clients -= 1
            writer.close()


async def setup(app, bench):
    """A server, and a pool with a connection to it."""
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    pool = app.make_pool()
    yield pool, listening.sockets[0].getsockname()[1], server
    await pool.aclose()
    listening.close()
    for each in server.serving:
        each.cancel()
    await asyncio.gather(*server.serving, return_exceptions=True)


scenario = Scenario(
    gauge=Gauge("connection", lambda app, world: world[2].clients, lag=0.5),
    good=lambda app, world: app.fetch(*world[:2], b"/", 5),
    bad=lambda app, world: app.fetch(*world[:2], b"/slow", 0.01),
    setup=setup,
)
