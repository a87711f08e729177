"""Both ends of a pipe are forgotten."""

import os

from harness import Promise, Scenario, gauges


def plumb():
    os.pipe()


def fit():
    for end in os.pipe():
        os.close(end)


scenario = Scenario(
    good=lambda app, bench: app.fit(),
    bad=lambda app, bench: app.plumb(),
    gauge=gauges.descriptors(),
    capacity=6,
    fixed=Promise("leaks for good", 2, "OSError"),
)
