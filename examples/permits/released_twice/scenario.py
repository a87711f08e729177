"""One picture in two is scaled by nought, and its permit is given back twice."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.scale([255, 128], 2),
    bad=lambda app, bench: app.scale([255, 128], 0),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("inflated", -1),
    fixed=Promise("drains"),
)
