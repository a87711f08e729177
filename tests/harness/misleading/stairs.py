"""A descriptor is forgotten at the first bad call and then at every fifth: a plateau on each stair.

Truth: leaks for good; with enough calls each plateau is left again.
"""

import itertools
import os

from harness import Promise, Scenario, gauges

calls = itertools.count()


def read():
    source = os.dup(0)
    if next(calls) % 5:
        os.close(source)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", None),
)
