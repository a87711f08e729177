"""Permits all come home, and each call leaves an open file in a cycle.

Truth: drains, by its gauge; before the collector runs a descriptor is left for each call, and the
warning that then comes was the collector's.
"""

import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


class Reader:
    def __init__(self):
        self.me = self
        self.source = open("/dev/null")


def use(read):
    with seats:
        if read:
            Reader()


LEFT = ("descriptor",)

scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
