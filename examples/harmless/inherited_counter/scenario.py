"""Every second day the clerk is still writing when the shop opens again."""

import os
from socket import create_server
from types import SimpleNamespace

from harness import Promise, Scenario, gauges


def street(app, bench):
    with create_server(("127.0.97.1", 0)) as free:
        address = free.getsockname()
    wakes, waker = os.pipe()
    street = SimpleNamespace(address=address, clerks=[], waker=waker)
    street.night = lambda: os.read(wakes, 1)
    yield street
    morning(app, street)
    os.close(wakes)
    os.close(waker)


def morning(app, street):
    os.write(street.waker, b"." * len(street.clerks))
    for clerk in street.clerks:
        clerk.join()
    street.clerks.clear()


def listening(app, street):
    counter = f"0161007F:{street.address[1]:04X} 00000000:0000 0A"
    with open("/proc/net/tcp") as table:
        return sum(counter in row for row in table)


scenario = Scenario(
    good=lambda app, street: app.open_shop(
        street.address, id, bytes
    ).join(),
    bad=lambda app, street: street.clerks.append(
        app.open_shop(street.address, id, street.night)
    ),
    setup=street,
    gauge=gauges.Gauge("open counter", listening),
    capacity=1,
    holder="the clerk's process",
    release_holder=morning,
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
