"""Every other sheet has a word where an amount should be."""

from pathlib import Path

from harness import Promise, Scenario, gauges


def uploads(app, bench):
    Path("clean.txt").write_text("12\n30\n")
    Path("malformed.txt").write_text("12\nthirty\n")
    yield bench


scenario = Scenario(
    good=lambda app, bench: app.mean("clean.txt"),
    bad=lambda app, bench: app.mean("malformed.txt"),
    setup=uploads,
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise(
        "saved by reference counting",
        1,
        "OSError",
        when_kept="held by a reference",
    ),
    fixed=Promise("drains"),
)
