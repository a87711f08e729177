"""One worker in two is asked to end while it works, as supervisors do."""

import multiprocessing
import os
import signal

from harness import Promise, Scenario, gauges


def terminated(ticket):
    os.kill(os.getpid(), signal.SIGTERM)


def two(app, bench):
    yield multiprocessing.get_context("spawn").BoundedSemaphore(2)


scenario = Scenario(
    good=lambda app, printers: app.start(printers, len, "ticket"),
    bad=lambda app, printers: app.start(printers, terminated, "ticket"),
    setup=two,
    gauge=gauges.Gauge(
        "permit", lambda app, printers: -printers.get_value()
    ),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
    leaves={
        "child process": "the tracker of multiprocessing lives on",
        "descriptor": "the line to that tracker",
    },
)
