"""Every second receipt is begun while another thread writes the journal."""

import threading

from harness import Promise, Scenario, gauges

SECONDS = (
    2  # a spawned worker needs a tenth of one, a stuck one for ever
)


def alone(app, bench):
    worker = app.receipt(len, "one lamp")
    worker.join(SECONDS)


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
    worker.join(SECONDS)


def workers(app, bench):
    return len([*app.multiprocessing.active_children()])


scenario = Scenario(
    good=alone,
    bad=while_somebody_writes,
    gauge=gauges.Gauge("worker at work", workers),
    capacity=1,
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    leaves={
        "child process": "the tracker of multiprocessing lives on",
        "descriptor": "the line to that tracker",
    },
)
