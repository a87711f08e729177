"""The kernel's counters are plain numbers that nothing closes.

Truth: leaks for good.
"""

import os

from harness import Promise, Scenario, gauges


def count(close):
    counter = os.eventfd(0)
    os.eventfd_write(counter, 1)
    if close:
        os.close(counter)


scenario = Scenario(
    good=lambda app, bench: app.count(True),
    bad=lambda app, bench: app.count(False),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("leaks for good", 1, "OSError"),
)
