"""The first four bad calls open one more connection each, and the rest share them.

Truth: levels off. A plateau above 0, no new maximum in the last half, everybody served.
"""

import itertools
import socket

from harness import Promise, Scenario, gauges

connections = []
turns = itertools.count()


def ask(more):
    if more and len(connections) < 4:
        connections.append(socket.socket())
    return next(turns)


def close_connections(app, bench):
    yield
    while app.connections:
        app.connections.pop().close()


scenario = Scenario(
    good=lambda app, bench: app.ask(False),
    bad=lambda app, bench: app.ask(True),
    setup=close_connections,
    gauge=gauges.descriptors(),
    fixed=Promise("levels off"),
)
