"""Every second list has a price that is not a number."""

from harness import Promise, Scenario, gauges


def lists(app, bench):
    yield {
        name: bench.sample(f"{name}.csv")
        for name in ("clean", "damaged")
    }


scenario = Scenario(
    good=lambda app, lists: app.problem(lists["clean"]),
    bad=lambda app, lists: app.problem(lists["damaged"]),
    setup=lists,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("held until the collector runs", 1, "OSError"),
    fixed=Promise("drains"),
)
