"""A finalizer is there for emergencies, and nobody calls it.

Truth: saved by reference counting; with the error kept, its traceback holds the reader.
"""

import os
import weakref

from harness import Promise, Scenario, gauges


class Reader:
    def __init__(self):
        self.number = os.dup(0)
        self.close = weakref.finalize(self, os.close, self.number)


def read(fail):
    reader = Reader()
    if fail:
        raise ValueError("no")
    reader.close()


scenario = Scenario(
    good=lambda app, bench: app.read(False),
    bad=lambda app, bench: app.read(True),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("saved by reference counting", 1, "OSError", when_kept="held by a reference"),
)
