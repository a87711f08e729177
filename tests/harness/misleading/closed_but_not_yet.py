"""A socket is closed while a file made of it lives: the descriptor stays until that file goes.

Truth: saved by reference counting. close() was called, and it did not close; no warning comes.
"""

import socket

from harness import Promise, Scenario, gauges


def first_line():
    here, there = socket.socketpair()
    there.send(b"hello\n")
    lines = here.makefile()
    here.close()
    there.close()
    return lines.readline()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.first_line(),
    gauge=gauges.descriptors(),
    capacity=6,
    fixed=Promise("saved by reference counting"),
)
