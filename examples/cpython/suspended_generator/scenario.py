"""Readers of the diary look at its first entry only."""

from harness import Promise, Scenario, gauges


def diary(app, bench):
    yield bench.sample("diary.csv")


scenario = Scenario(
    good=lambda app, path: path.read_text(),
    bad=lambda app, path: app.newest(path),
    setup=diary,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise(
        "saved by reference counting",
        1,
        "OSError",
        when_kept="held by a reference",
    ),
    fixed=Promise("drains"),
)
