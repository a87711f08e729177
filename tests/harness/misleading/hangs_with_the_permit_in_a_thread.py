"""A call reads from a socket that stays silent, inside ``with``; it has the only permit.

Truth: held too long. The permit is out for as long as the call hangs, which is no longer than the
caller's patience; meanwhile the next caller waits.
"""

import socket
import threading

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(1)
here, there = socket.socketpair()


def ask(question):
    with slots:
        there.send(question)
        return here.recv(1)


scenario = Scenario(
    good=lambda app, bench: app.ask(b"?"),
    bad=lambda app, bench: app.ask(b""),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=1,
    patience=0.1,
    fixed=Promise("held too long"),
)
