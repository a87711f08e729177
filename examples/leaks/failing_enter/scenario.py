"""The invoices are already being sent; the report is free to run."""

import fcntl
from pathlib import Path

from harness import Promise, Scenario, gauges


def busy(app, bench):
    with Path("invoices.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield bench


scenario = Scenario(
    good=lambda app, bench: app.run("report.lock", bench.work),
    bad=lambda app, bench: app.run("invoices.lock", bench.work),
    setup=busy,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
    leaves={"file": "the lock is kept on an empty file"},
)
