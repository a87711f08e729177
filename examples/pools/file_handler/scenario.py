"""Of four sheets one is full, one is empty, and two have a word where an amount should be."""

from itertools import cycle
from pathlib import Path

from harness import Promise, Scenario, gauges


def uploads(app, bench):
    Path("clean.txt").write_text("12\n30\n")
    Path("empty.txt").write_text("")
    Path("malformed.txt").write_text("12\nthirty\n")
    yield cycle(["clean.txt", "empty.txt"])


scenario = Scenario(
    good=lambda app, sheets: app.mean(next(sheets)),
    bad=lambda app, sheets: app.mean("malformed.txt"),
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
