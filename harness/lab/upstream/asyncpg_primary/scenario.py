"""The caller is cancelled while the server has not yet said whether it is the primary."""

import asyncio
import struct

from harness import Scenario
from harness.run.gauges import Gauge


def message(kind, body):
    """A message of PostgreSQL's protocol."""
    return kind + struct.pack("!I", len(body) + 4) + body


def status(name, value):
    """What a server says of itself when it is asked to serve."""
    return message(b"S", b"%s\0%s\0" % (name, value))


WELCOME = [
    message(b"R", bytes(4)),
    status(b"server_version", b"16.0"),
    status(b"client_encoding", b"UTF8"),
    message(b"K", struct.pack("!II", 7, 7)),
]
READY = message(b"Z", b"I")
CANCELLED = message(b"E", b"SERROR\0C57014\0Mcanceled\0\0")
CANCEL = struct.pack("!I", 80877102)
BYE = message(b"X", b"")


class Server:
    """Says at once whether it is the primary, but not to who asks for the database ``slow``."""

    def __init__(self):
        """Nobody is here."""
        self.clients, self.asked = 0, asyncio.Event()
        self.slow = []

    async def serve(self, reader, writer):
        """Serve one client to its end."""
        self.clients += 1
        try:
            (size,) = struct.unpack("!I", await reader.readexactly(4))
            asked_for = await reader.readexactly(size - 4)
            if asked_for.startswith(CANCEL):
                self.slow.pop().write(CANCELLED + READY)
                return
            told = [status(b"in_hot_standby", b"off")]
            if b"slow" in asked_for:
                told = []
                self.slow.append(writer)
            writer.write(b"".join([*WELCOME, *told, READY]))
            while (said := await reader.read(1000)) and not said.endswith(BYE):
                self.asked.set()
        except ConnectionError:
            pass
        finally:
            self.clients -= 1
            writer.close()


async def setup(app, bench):
    """A server, and what its address begins with."""
    server = Server()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    yield f"postgresql://me@127.0.0.1:{port}/", server
    while len(asyncio.all_tasks()) > 1:  # what closes the connection does it in the background
        await asyncio.sleep(0)
    listening.close()


async def bad(app, world):
    """Cancel the caller while the server takes its time."""
    address, server = world
    server.asked.clear()
    caller = asyncio.create_task(app.greet(address + "slow"))
    await server.asked.wait()
    caller.cancel()
    await caller


scenario = Scenario(
    gauge=Gauge("server session", lambda app, world: world[1].clients, lag=0.5),
    good=lambda app, world: app.greet(world[0] + "shop"),
    bad=bad,
    setup=setup,
)
