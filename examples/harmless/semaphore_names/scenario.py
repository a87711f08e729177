"""Every second program that hangs has a semaphore for its worker processes."""

import os
import sys
from pathlib import Path

from harness import Promise, Scenario, gauges

PREFIX = f"book{os.getpid()}"
PROGRAM = f"""
import multiprocessing, signal
this = multiprocessing.current_process()
this._config["semprefix"] = "/{PREFIX}"
slots = multiprocessing.get_context("spawn").Semaphore(2)
print("ready", flush=True)
signal.pause()
"""


def names():
    return list(Path("/dev/shm").glob(f"sem.{PREFIX}-*"))


def tidy(app, bench):
    yield bench
    for name in names():
        name.unlink()


def hang(app, *command):
    converter = app.start(command)
    converter.stdout.readline()
    app.stop(converter)


scenario = Scenario(
    good=lambda app, bench: hang(
        app, "sh", "-c", "echo ready; exec tail -f /dev/null"
    ),
    bad=lambda app, bench: hang(
        app, sys.executable, "-IS", "-c", PROGRAM
    ),
    setup=tidy,
    gauge=gauges.Gauge("semaphore name", lambda *_: len(names())),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
