"""The file with the certificates is missing."""

import socket

from harness import Scenario, gauges


def setup(app, bench):
    """A port that listens: the connection is made by the kernel."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listening:
        yield listening.getsockname()[1]


scenario = Scenario(
    gauge=gauges.descriptors(),
    good=lambda app, port: "http",
    bad=lambda app, port: app.fetch(f"https://127.0.0.1:{port}/", "missing.pem"),
    setup=setup,
)
