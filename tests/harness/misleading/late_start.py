"""The first five bad calls are clean, and from then on each forgets a descriptor.

Truth: leaks for good.
"""

import itertools
import os

from harness import Promise, Scenario, gauges

calls = itertools.count()


def read():
    source = os.dup(0)
    if next(calls) < 5:
        os.close(source)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", None),
)
