"""Lists come as paths and as streams by turns."""

import io

from harness import Promise, Scenario, gauges


def guests(app, bench):
    yield bench.sample("guests.csv")


scenario = Scenario(
    good=lambda app, path: app.lines(io.StringIO("Ada")),
    bad=lambda app, path: app.lines(path),
    setup=guests,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("saved by reference counting"),
    fixed=Promise("drains"),
)
