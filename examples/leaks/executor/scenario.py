"""Every second list has a product without a price."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.prices([], int),
    bad=lambda app, bench: app.prices(["12", "free"], int),
    gauge=gauges.threads(),
    buggy=Promise("held until the collector runs", 1),
    fixed=Promise("drains"),
)
