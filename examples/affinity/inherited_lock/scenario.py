"""One viewer in two is still open when the next report is due."""

import fcntl
from pathlib import Path
from types import SimpleNamespace

from harness import Promise, Scenario, gauges

REPORT = "report.txt"
ROWS = ["lamp 3", "vase 1"]
CUT = "A write that fails cuts the report short; fixed_replace.py keeps the old one."


def office(app, bench):
    world = SimpleNamespace(viewers=[])
    yield world
    close_viewers(app, world)


def left_open(app, world):
    viewer = app.report(REPORT, ROWS, ("tail", "-f"))
    world.viewers.append(viewer)


def close_viewers(app, world):
    while world.viewers:
        with world.viewers.pop() as viewer:
            viewer.kill()


def locked(app, world):
    with open(REPORT, "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return 1
        return 0


def whole(app, world):
    orders = ("lamp 3\nvase 1\n", "vase 1\nlamp 3\n")
    return Path(REPORT).read_text() in orders


scenario = Scenario(
    good=lambda app, world: app.report(REPORT, ROWS, ("cat",)).wait(),
    bad=left_open,
    setup=office,
    gauge=gauges.Gauge("lock", locked, lag=0.1),
    capacity=1,
    holder="the viewer",
    release_holder=close_viewers,
    buggy=Promise("held by a reference", 1, "BlockingIOError"),
    fixed=Promise("drains"),
    leaves={"file": "the report is the job"},
    invariant=whole,
    not_stood={
        name: {"file.truncate(0)": CUT, "file.writelines": CUT}
        for name in ("fixed", "fixed_unlock")
    },
)
