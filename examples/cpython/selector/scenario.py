"""The tills are asked, and a file is read by turns."""

import socket
from pathlib import Path

from harness import Promise, Scenario, gauges


def tills(app, bench):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"12.50")
        yield [ours]


scenario = Scenario(
    good=lambda app, tills: Path("/dev/null").read_text(),
    bad=lambda app, tills: app.talking(tills),
    setup=tills,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("held until the collector runs", 1, "OSError"),
    fixed=Promise("drains"),
)
