"""The connection comes back, closed: the pool is full, and nobody can use it."""

import queue
import socket

from harness import Promise, Scenario, gauges

pool = queue.Queue()


def ask(broken):
    ours, theirs = pool.get_nowait()
    try:
        if broken:
            ours.close()
        ours.send(b"?")
        return theirs.recv(1)
    finally:
        pool.put((ours, theirs))


def connected(app, bench):
    pair = socket.socketpair()
    app.pool.put(pair)
    yield
    for end in pair:
        end.close()


scenario = Scenario(
    good=lambda app, bench: app.ask(False),
    bad=lambda app, bench: app.ask(True),
    setup=connected,
    gauge=gauges.queued(lambda app, bench: app.pool),
    capacity=1,
    fixed=Promise("breaks", 0, "OSError"),
)
