"""Served connections whose peers have closed stay in a table: the kernel calls it CLOSE_WAIT.

Truth: held by a reference.
"""

import socket

from harness import Promise, Scenario, gauges

connections = {}


def serve(close):
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname()):
            connection, peer = server.accept()
    if close:
        connection.close()
    else:
        connections[peer, len(connections)] = connection


scenario = Scenario(
    good=lambda app, bench: app.serve(True),
    bad=lambda app, bench: app.serve(False),
    gauge=gauges.descriptors(),
    holder="the table",
    release_holder=lambda app, bench: app.connections.clear(),
    fixed=Promise("held by a reference", 1),
)
