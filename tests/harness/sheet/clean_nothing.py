"""Nothing is acquired at all."""

from harness import Promise, Scenario, gauges


def nothing():
    pass


scenario = Scenario(
    good=lambda app, bench: app.nothing(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
