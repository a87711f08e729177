"""The call starts a child and goes; no descriptor is out.

Truth: drains, by its gauge; each call leaves a child process.
"""

import os
import threading

from harness import Promise, Scenario, gauges

seats = threading.Semaphore(2)


def use():
    with seats:
        pass


def use_and_spawn():
    with seats:
        os.posix_spawn("/bin/sleep", ["sleep", "20"], {})


LEFT = ("child process",)

scenario = Scenario(
    good=lambda app, bench: app.use(),
    bad=lambda app, bench: app.use_and_spawn(),
    gauge=gauges.permits(lambda app, bench: app.seats),
    capacity=2,
    fixed=Promise("drains"),
)
