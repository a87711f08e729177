"""Every second warehouse refuses to answer."""

from harness import Promise, Scenario, gauges


def refuses():
    raise ConnectionRefusedError


scenario = Scenario(
    good=lambda app, bench: app.stock(dict, bench.work),
    bad=lambda app, bench: app.stock(refuses, bench.work),
    gauge=gauges.threads(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
)
