"""A socket is closed first, and then the file made of it.

Truth: drains. The second close is the one that counts.
"""

import socket

from harness import Promise, Scenario, gauges


def first_line():
    here, there = socket.socketpair()
    there.send(b"hello\n")
    with here.makefile() as lines:
        here.close()
        there.close()
        return lines.readline()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.first_line(),
    gauge=gauges.descriptors(),
    capacity=6,
    fixed=Promise("drains"),
)
