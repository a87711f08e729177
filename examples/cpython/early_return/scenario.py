"""Every second customer is found before the journal ends."""

from harness import Promise, Scenario, gauges


def journal(app, bench):
    yield bench.sample("journal.csv")


scenario = Scenario(
    good=lambda app, path: app.mention(path, "Grace"),
    bad=lambda app, path: app.mention(path, "Ada"),
    setup=journal,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("saved by reference counting"),
    fixed=Promise("drains"),
)
