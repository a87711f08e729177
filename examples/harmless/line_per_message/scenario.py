"""The firewall lets four source ports through, and the sensor sends without a pause."""

import socket
from contextlib import ExitStack, suppress

from harness import Promise, Scenario, gauges

HOST = "127.0.0.1"


def collector(app, bench):
    with ExitStack() as stack:
        taken = [socket.create_server((HOST, 0)) for _ in range(4)]
        ports = [
            stack.enter_context(each).getsockname()[1] for each in taken
        ]
        stack.pop_all().close()
        listener = stack.enter_context(socket.create_server((HOST, 0)))
        listener.setblocking(False)
        address = listener.getsockname()
        sensor = app.Sensor(lambda: connect(address, ports))
        stack.callback(sensor.close)
        with suppress(BlockingIOError):
            stack.enter_context(listener.accept()[0])
        yield sensor, listener


def connect(address, ports):
    for port in ports:
        with suppress(OSError):
            return socket.create_connection(address, None, (HOST, port))
    return socket.create_connection(address, None, (HOST, ports[0]))


def send(app, world):
    sensor, listener = world
    sensor.send(b"21.5")
    with suppress(BlockingIOError), listener.accept()[0] as line:
        line.recv(100)


scenario = Scenario(
    good=send,
    bad=send,
    pattern="b",
    setup=collector,
    gauge=gauges.descriptors(),
    buggy=Promise("breaks", 0, "OSError"),
    fixed=Promise("drains"),
)
