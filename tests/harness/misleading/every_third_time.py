"""Every third bad call forgets a descriptor.

Truth: leaks for good, not the same number each time.
"""

import itertools
import os

from harness import Promise, Scenario, gauges

calls = itertools.count(1)


def read():
    source = os.dup(0)
    if next(calls) % 3:
        os.close(source)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", None),
)
