"""A server socket with a name in the file system is closed, and its name stays.

Truth: drains, by its gauge; each call leaves a file in the working folder.
"""

import itertools
import socket

from harness import Promise, Scenario, gauges

numbers = itertools.count()


def serve():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"service-{next(numbers)}")


LEFT = ("file",)

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.serve(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
