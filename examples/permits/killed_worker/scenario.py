"""One worker in two is killed while it works, as the kernel does when memory runs out."""

import os
import signal

from harness import Promise, Scenario, gauges


def killed(film):
    os.kill(os.getpid(), signal.SIGKILL)


scenario = Scenario(
    good=lambda app, bench: app.start(len, "film"),
    bad=lambda app, bench: app.start(killed, "film"),
    gauge=gauges.Gauge(
        "permit", lambda app, bench: -app.slots.get_value()
    ),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
