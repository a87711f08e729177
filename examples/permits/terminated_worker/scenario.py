"""One worker in two is asked to end while it works, as supervisors do."""

import os
import signal

from harness import Promise, Scenario, gauges


def terminated(ticket):
    os.kill(os.getpid(), signal.SIGTERM)


scenario = Scenario(
    good=lambda app, bench: app.start(len, "ticket"),
    bad=lambda app, bench: app.start(terminated, "ticket"),
    gauge=gauges.Gauge(
        "permit", lambda app, bench: -app.printers.get_value()
    ),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
