"""Every second receipt is begun while another thread writes the journal."""

import threading
from contextlib import suppress
from pathlib import Path

from harness import Promise, Scenario, gauges

LOOKS = 20  # at a worker that sleeps each time: it waits for ever


def await_end(worker):
    asleep = 0
    while worker.is_alive() and asleep < LOOKS:
        worker.join(0.05)
        asleep = (asleep + 1) * sleeps(worker.pid)


def sleeps(process):
    with suppress(FileNotFoundError):
        stat = Path(f"/proc/{process}/stat").read_text()
        return stat.rpartition(") ")[2].startswith("S")
    return False


def alone(app, bench):
    worker = app.receipt(len, "one lamp")
    await_end(worker)


def while_somebody_writes(app, bench):
    begun, done = threading.Event(), threading.Event()

    def write(line):
        begun.set()
        done.wait()

    clerk = threading.Thread(target=app.note, args=(write, "a vase"))
    clerk.start()
    begun.wait()
    try:
        worker = app.receipt(len, "one lamp")
    finally:
        done.set()
        clerk.join()
    await_end(worker)


def workers(app, bench):
    return len([*app.multiprocessing.active_children()])


scenario = Scenario(
    good=alone,
    bad=while_somebody_writes,
    gauge=gauges.Gauge("worker at work", workers),
    capacity=1,
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    invariant=lambda app, bench: not app.journal.locked(),
    leaves={
        "child process": "the tracker of multiprocessing lives on",
        "descriptor": "the line to that tracker",
    },
)
