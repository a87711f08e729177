"""A descriptor number is copied and forgotten."""

import os

from harness import Promise, Scenario, gauges


def copy_number():
    os.dup(0)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.copy_number(),
    gauge=gauges.descriptors(),
    capacity=6,
    fixed=Promise("leaks for good", 1),
)
