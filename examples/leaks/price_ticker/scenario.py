"""Every second watcher is gone before the next price comes."""

import socket
from contextlib import ExitStack

from harness import Promise, Scenario, gauges


def stock_exchange(app, bench):
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind("ticker")
        listener.listen(50)
        clients = [
            stack.enter_context(socket.socket(socket.AF_UNIX))
            for _ in range(50)
        ]
        for client in clients:
            client.connect("ticker")
        yield listener, iter(clients)


def stays(app, world):
    listener, clients = world
    next(clients)
    connection = app.watch(listener)
    try:
        app.publish(b"12.50")
    finally:
        app.leave(connection)


def goes(app, world):
    listener, clients = world
    next(clients).shutdown(socket.SHUT_RDWR)
    app.watch(listener)
    app.publish(b"12.50")


scenario = Scenario(
    good=stays,
    bad=goes,
    setup=stock_exchange,
    gauge=gauges.descriptors(),
    capacity=6,
    holder="the list of watchers",
    release_holder=lambda app, world: app.watchers.clear(),
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
