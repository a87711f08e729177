"""Every other list has a price in words; its error is kept."""

from pathlib import Path

from harness import Promise, Scenario, gauges


def lists(app, bench):
    Path("clean.txt").write_text("lamp=12.50\n")
    Path("malformed.txt").write_text("desk=ask us\n")
    yield {}


scenario = Scenario(
    good=lambda app, prices: app.import_prices("clean.txt", prices),
    bad=lambda app, prices: app.import_prices("malformed.txt", prices),
    setup=lists,
    gauge=gauges.descriptors(),
    capacity=8,
    holder="the list of failures",
    release_holder=lambda app, prices: app.failures.clear(),
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
)
