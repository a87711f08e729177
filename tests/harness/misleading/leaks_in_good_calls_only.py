"""Each good call forgets a descriptor, and bad calls forget none.

Truth: leaks for good, not the same with each call: 1, 0, 1, 0.
"""

import os

from harness import Promise, Scenario, gauges


def read(fail):
    source = os.dup(0)
    if fail:
        os.close(source)
        raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.read(False),
    bad=lambda app, bench: app.read(True),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", None),
)
