"""Served connections are closed when their peers have gone.

Truth: drains.
"""

import socket

from harness import Promise, Scenario, gauges


def serve():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        connection, _ = server.accept()
    with connection:
        client.close()
        return connection.recv(1)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.serve(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
