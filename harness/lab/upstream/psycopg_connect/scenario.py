"""The server refuses the log-on."""

import socketserver
import struct
import threading

from harness import Scenario, gauges


def message(kind, body):
    """A message of PostgreSQL's protocol."""
    return kind + struct.pack("!I", len(body) + 4) + body


WELCOME = message(b"R", bytes(4)) + message(b"K", struct.pack("!II", 7, 7)) + message(b"Z", b"I")
REFUSAL = message(b"E", b"SFATAL\0C3D000\0Mno such database\0\0")


class Handler(socketserver.StreamRequestHandler):
    """Welcomes whoever asks for the database ``shop``, and hangs up on the others."""

    def handle(self):
        """Serve one client to its end."""
        (size,) = struct.unpack("!I", self.rfile.read(4))
        if b"shop" in self.rfile.read(size - 4):
            self.wfile.write(WELCOME)
            self.rfile.read()
        else:
            self.wfile.write(REFUSAL)


def setup(app, bench):
    """A server, and what its address begins with."""
    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        port = server.server_address[1]
        yield f"host=127.0.0.1 port={port} user=me sslmode=disable gssencmode=disable dbname="
        server.shutdown()
        thread.join()


scenario = Scenario(
    gauge=gauges.descriptors(lag=0.5),
    good=lambda app, address: app.greet(address + "shop"),
    bad=lambda app, address: app.greet(address + "attic"),
    setup=setup,
    holder="the list of failures",
    release_holder=lambda app, address: app.failures.clear(),
)
