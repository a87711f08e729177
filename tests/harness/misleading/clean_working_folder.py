"""A call works in another folder, and leaves it again.

Truth: drains.
"""

import contextlib

from harness import Promise, Scenario, gauges


def use(fail):
    with contextlib.chdir("/"):
        if fail:
            raise ValueError("no")


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
