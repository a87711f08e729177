"""One worker in two is killed while it works, as the kernel does when memory runs out."""

import multiprocessing
import os
import signal

from harness import Promise, Scenario, gauges


def killed(film):
    os.kill(os.getpid(), signal.SIGKILL)


def two(app, bench):
    yield multiprocessing.get_context("spawn").BoundedSemaphore(2)


scenario = Scenario(
    good=lambda app, slots: app.start(slots, len, "film"),
    bad=lambda app, slots: app.start(slots, killed, "film"),
    setup=two,
    gauge=gauges.Gauge("permit", lambda app, slots: -slots.get_value()),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
    leaves={
        "child process": "the tracker of multiprocessing lives on",
        "descriptor": "the line to that tracker",
    },
)
