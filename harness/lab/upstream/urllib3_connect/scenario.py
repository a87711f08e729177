"""The file with the certificates is missing."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from harness import Scenario, gauges


class Handler(BaseHTTPRequestHandler):
    """Answers without TLS, and closes the connection."""

    def do_GET(self):
        """Answer."""
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        """Say nothing."""


def setup(app, bench):
    """A server for the calls without TLS, and a port to which the others connect in vain."""
    with (
        HTTPServer(("127.0.0.1", 0), Handler) as server,
        socket.create_server(("127.0.0.1", 0), backlog=200) as listening,
    ):
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port, listening.getsockname()[1]
        server.shutdown()
        thread.join()


scenario = Scenario(
    gauge=gauges.descriptors(lag=0.5),
    good=lambda app, ports: app.fetch(f"http://127.0.0.1:{ports[0]}/", "missing.pem"),
    bad=lambda app, ports: app.fetch(f"https://127.0.0.1:{ports[1]}/", "missing.pem"),
    setup=setup,
)
