"""The line is closed at the happy end of the block alone."""

import socket
from contextlib import contextmanager

from harness import Promise, Scenario, gauges


@contextmanager
def inquiry():
    line, other = socket.socketpair()
    yield lambda: line.send(b"?")
    line.close(), other.close()


def office(app, bench):
    with app.inquiry() as ask:
        yield ask


scenario = Scenario(
    good=lambda app, ask: ask(),
    setup=office,
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
