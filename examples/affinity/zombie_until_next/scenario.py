"""Each process has ended when the next one is started."""

import os

from harness import Promise, Scenario, gauges


def has_ended(process):
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)


scenario = Scenario(
    good=lambda app, bench: app.send(
        list, lambda process: process.join()
    ),
    bad=lambda app, bench: app.send(list, has_ended),
    pattern="b",
    gauge=gauges.children(),
    buggy=Promise("levels off"),
    fixed=Promise("drains"),
    invariant=lambda app, bench: (
        gauges.children().read(app, bench) == 0
    ),
    not_stood={
        "fixed": {
            "process.join()` in send() fails": "A child that cannot be waited for stays until the next one is started."
        }
    },
)
