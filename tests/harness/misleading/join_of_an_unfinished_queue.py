"""A job is taken from a queue and never marked as done; the call waits until all are done.

Truth: stuck. The queue is empty, nothing is out, and good calls do not wait for it.
"""

import queue

from harness import Promise, Scenario, gauges

jobs = queue.Queue()


def put_and_take():
    jobs.put("job")
    jobs.get()


def finish():
    put_and_take()
    jobs.join()


scenario = Scenario(
    good=lambda app, bench: app.put_and_take(),
    bad=lambda app, bench: app.finish(),
    gauge=gauges.descriptors(),
    patience=0.1,
    fixed=Promise("stuck", 0, "served"),
)
