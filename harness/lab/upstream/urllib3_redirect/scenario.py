"""The server answers with a redirect to another host."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from harness import Scenario
from harness.run.gauges import Gauge


class Handler(BaseHTTPRequestHandler):
    """Sends `/old` elsewhere and answers the rest."""

    protocol_version = "HTTP/1.1"
    target = ""

    def do_GET(self):
        """Answer."""
        self.send_response(302 if self.path == "/old" else 200)
        self.send_header("Location", Handler.target)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *words):
        """Say nothing."""


def setup(app, bench):
    """Two servers, and a manager."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    threads = [threading.Thread(target=server.serve_forever) for server in servers]
    for server, thread in zip(servers, threads, strict=True):
        server.daemon_threads = True
        thread.start()
    first, second = (f"http://127.0.0.1:{server.server_port}" for server in servers)
    Handler.target = f"{second}/new"
    manager = app.make_manager()
    yield manager, first
    manager.clear()
    for server, thread in zip(servers, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()


def missing(app, world):
    """Slots that the pool of the first host has not got back."""
    manager, first = world
    return -manager.connection_from_url(first).pool.qsize()


scenario = Scenario(
    gauge=Gauge("connection", missing, counted=True),
    good=lambda app, world: app.fetch(world[0], world[1] + "/there"),
    bad=lambda app, world: app.fetch(world[0], world[1] + "/old"),
    setup=setup,
    capacity=3,
)
