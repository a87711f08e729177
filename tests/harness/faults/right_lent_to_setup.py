"""The line is closed at every end of the block."""

import socket
from contextlib import contextmanager

from harness import Promise, Scenario, gauges


@contextmanager
def inquiry():
    line, other = socket.socketpair()
    with line, other:
        yield lambda: line.send(b"?")


def office(app, bench):
    with app.inquiry() as ask:
        yield ask


scenario = Scenario(
    good=lambda app, ask: ask(),
    setup=office,
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
