"""The task is cancelled while the server has not answered UNWATCH yet."""

import asyncio

from harness import Scenario
from harness.run.gauges import Gauge


class Server:
    """Answers every command with OK, but for an UNWATCH while it is ``slow``."""

    slow = False

    def __init__(self):
        """Nothing was asked yet."""
        self.asked = asyncio.Event()

    async def serve(self, reader, writer):
        """Answer one client, command by command."""
        while head := await reader.readline():
            words = []
            for _ in range(int(head[1:])):
                size = int((await reader.readline())[1:])
                words.append((await reader.readexactly(size + 2))[:-2])
            if self.slow and words[0] == b"UNWATCH":
                self.asked.set()
                continue
            writer.write(b"+OK\r\n")
        writer.close()


async def setup(app, bench):
    """A server, and a client of it."""
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    client = app.make_client(listening.sockets[0].getsockname()[1])
    yield client, server
    await client.connection_pool.disconnect()
    listening.close()
    await asyncio.sleep(0)


async def bad(app, world):
    """Cancel the caller while it waits for the answer to UNWATCH."""
    client, server = world
    server.slow = True
    server.asked.clear()
    caller = asyncio.create_task(app.watch(client))
    try:
        await server.asked.wait()
    finally:
        server.slow = False
        caller.cancel()
    await caller


scenario = Scenario(
    gauge=Gauge("connection", lambda app, world: len(world[0].connection_pool._in_use_connections)),
    good=lambda app, world: app.watch(world[0]),
    bad=bad,
    setup=setup,
    capacity=3,
)
