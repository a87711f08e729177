"""The socket is closed by the with that comes one line too late."""

import socket

from harness import Promise, Scenario, gauges


def use(fail):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with s:
        if fail:
            raise ValueError("no")
        s.bind(("127.0.0.1", 0))


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
