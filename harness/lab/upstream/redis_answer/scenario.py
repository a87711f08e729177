"""The task is cancelled after the command was sent and before the answer has come."""

import asyncio

from harness import Scenario
from harness.run.gauges import Gauge

ROUNDS = 100  # of the event loop, to send the command; a few are enough


class Server:
    """Answers GET with the name of the key; while ``slow``, only after `go`."""

    def __init__(self):
        """Answer at once."""
        self.asked, self.go = asyncio.Event(), asyncio.Event()
        self.go.set()
        self.serving = []

    async def serve(self, reader, writer):
        """Answer one client, command by command."""
        self.serving.append(asyncio.current_task())
        try:
            while head := await reader.readline():
                words = []
                for _ in range(int(head[1:])):
                    size = int((await reader.readline())[1:])
                    words.append((await reader.readexactly(size + 2))[:-2])
                if words[0] != b"GET":
                    writer.write(b"+OK\r\n")
                    continue
                self.asked.set()
                await self.go.wait()
                value = b"of " + words[1]
                writer.write(b"$%d\r\n%s\r\n" % (len(value), value))
        except asyncio.CancelledError:
            pass
        finally:
            writer.close()


async def setup(app, bench):
    """A server, and a client of it."""
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    client = app.make_client(listening.sockets[0].getsockname()[1])
    yield client, server
    await client.connection_pool.disconnect()
    listening.close()
    for each in server.serving:
        each.cancel()
    await asyncio.gather(*server.serving, return_exceptions=True)


async def bad(app, world):
    """Cancel a caller that waits for its answer; the answer is still on its way."""
    client, server = world
    server.asked.clear()
    server.go.clear()
    caller = asyncio.create_task(app.read(client, "mine"))
    await server.asked.wait()
    caller.cancel()
    await caller


async def good(app, world):
    """Ask; the server answers in order, what it was asked before comes first."""
    client, server = world
    caller = asyncio.create_task(app.read(client, "yours"))
    for _ in range(ROUNDS):
        await asyncio.sleep(0)
    server.go.set()
    return await caller


scenario = Scenario(
    gauge=Gauge("connection", lambda app, world: len(world[0].connection_pool._in_use_connections)),
    good=good,
    bad=bad,
    setup=setup,
)
