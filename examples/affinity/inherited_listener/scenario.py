"""The server ends and starts again, and one helper in two is not done yet."""

import signal
import socket
from pathlib import Path
from types import SimpleNamespace

from harness import Promise, Scenario, gauges


def street(app, bench):
    with socket.create_server(("127.0.77.1", 0)) as free:
        address = free.getsockname()
    world = SimpleNamespace(address=address, busy=[])
    yield world
    dismiss(app, world)


def serve(app, world, write=lambda: None):
    server = app.Server(world.address, write)
    server.close()
    return server.helper


def finished(app, world):
    helper = serve(app, world)
    helper.join()
    helper.close()


def dismiss(app, world):
    while world.busy:
        helper = world.busy.pop()
        helper.kill()
        helper.join()
        helper.close()


def listening(app, world):
    row = f":{world.address[1]:04X} 00000000:0000 0A"
    return row in Path("/proc/net/tcp").read_text()


scenario = Scenario(
    good=finished,
    bad=lambda app, world: world.busy.append(
        serve(app, world, signal.pause)
    ),
    setup=street,
    gauge=gauges.Gauge("listening port", listening),
    capacity=1,
    holder="the helper process",
    release_holder=dismiss,
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
