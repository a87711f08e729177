"""The program does not exist."""

from harness import Scenario, gauges

scenario = Scenario(
    gauge=gauges.descriptors(),
    good=lambda app, bench: app.start("true"),
    bad=lambda app, bench: app.start("/no/such/program"),
)
