"""Permits all come home, and each call leaves an epoll object in a cycle that the collector can free.

Truth: drains, by its gauge; before the collector runs a descriptor is left for each call.
"""

import select
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


class Watcher:
    def __init__(self):
        self.me = self
        self.poll = select.epoll()


def use(watch):
    with seats:
        if watch:
            Watcher()


LEFT = ("descriptor",)

scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
