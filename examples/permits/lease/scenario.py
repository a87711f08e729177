"""One process in two is killed while it sends, and then more than a minute passes."""

import multiprocessing
import os
import signal

from harness import Promise, Scenario, gauges

LATE = "The permit comes back by itself, when its minute is over."

now = [0]


def clock():
    return now[0]


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def two_permits(app, bench):
    with app.connect("permits.db") as database:
        database.executescript(bench.sample("permits.sql").read_text())
    yield "permits.db"


def kill_half_way(app, file):
    process = multiprocessing.get_context("fork").Process(
        target=app.send, args=(killed, file, clock)
    )
    process.start()
    process.join()
    now[0] += 61


scenario = Scenario(
    good=lambda app, file: (
        app.free(file, clock),
        app.send(list, file, clock),
    ),
    bad=kill_half_way,
    setup=two_permits,
    gauge=gauges.Gauge(
        "permit", lambda app, file: -app.free(file, clock)
    ),
    capacity=2,
    buggy=Promise("leaks for good", 1, "BlockingIOError"),
    fixed=Promise("drains"),
    not_stood={
        "fixed": {
            "fetchone()` in send() fails": LATE,
            "database.execute(GIVE_BACK, permit)` in send() fails": LATE,
        }
    },
)
