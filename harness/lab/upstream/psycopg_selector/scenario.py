"""Every call opens a connection of its own."""

import socketserver
import struct
import threading

from harness import Scenario, gauges


def message(kind, body):
    """A message of PostgreSQL's protocol."""
    return kind + struct.pack("!I", len(body) + 4) + body


WELCOME = message(b"R", bytes(4)) + message(b"K", struct.pack("!II", 7, 7)) + message(b"Z", b"I")


class Handler(socketserver.StreamRequestHandler):
    """Welcomes every client."""

    def handle(self):
        """Serve one client to its end."""
        (size,) = struct.unpack("!I", self.rfile.read(4))
        self.rfile.read(size - 4)
        self.wfile.write(WELCOME)
        self.rfile.read()


def setup(app, bench):
    """A server, and its address."""
    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        port = server.server_address[1]
        yield f"host=127.0.0.1 port={port} user=me sslmode=disable gssencmode=disable"
        server.shutdown()
        thread.join()


scenario = Scenario(
    gauge=gauges.descriptors(lag=0.5),
    good=lambda app, address: app.parse(address),
    bad=lambda app, address: app.greet(address),
    setup=setup,
)
