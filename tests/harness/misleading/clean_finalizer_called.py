"""A finalizer is there for emergencies, and the code calls it itself.

Truth: drains. Calling it is the release.
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
    try:
        if fail:
            raise ValueError("no")
    finally:
        reader.close()


scenario = Scenario(
    good=lambda app, bench: app.read(False),
    bad=lambda app, bench: app.read(True),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
