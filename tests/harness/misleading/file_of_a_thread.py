"""A file is kept in the thread's own storage; the thread ends, and takes the file along.

Truth: saved by reference counting. Nothing closed it.
"""

import threading

from harness import Promise, Scenario, gauges

own = threading.local()


def read():
    own.source = open("/dev/null")


def read_elsewhere():
    thread = threading.Thread(target=read)
    thread.start()
    thread.join()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read_elsewhere(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("saved by reference counting"),
)
