"""One import in two is killed half-way."""

import multiprocessing
import os
import signal

from harness import Promise, Scenario, gauges


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def kill_half_way(app, bench):
    process = multiprocessing.get_context("fork").Process(
        target=app.nightly, args=(killed, "nightly.lock")
    )
    process.start()
    process.join()


scenario = Scenario(
    good=lambda app, bench: (
        app.is_running("nightly.lock"),
        app.nightly(list, "nightly.lock"),
    ),
    bad=kill_half_way,
    gauge=gauges.Gauge(
        "lock", lambda app, bench: app.is_running("nightly.lock")
    ),
    capacity=1,
    buggy=Promise("leaks for good", 1, "FileExistsError"),
    fixed=Promise("drains"),
    leaves={"file": "the lock is kept on an empty file"},
)
