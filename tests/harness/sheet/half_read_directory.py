"""A directory iterator is left unfinished."""

import os

from harness import Promise, Scenario, gauges


def first_name():
    return next(os.scandir("/"))


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: bool(app.first_name()),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("saved by reference counting"),
)
