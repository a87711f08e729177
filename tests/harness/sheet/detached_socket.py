"""A socket gives its number away and nobody closes it."""

import socket

from harness import Promise, Scenario, gauges


def detach():
    return socket.socket().detach()


def open_and_close():
    socket.socket().close()


scenario = Scenario(
    good=lambda app, bench: app.open_and_close(),
    bad=lambda app, bench: app.detach(),
    gauge=gauges.descriptors(),
    capacity=5,
    pattern="gbb",
    fixed=Promise("leaks for good", 1, "OSError"),
)
