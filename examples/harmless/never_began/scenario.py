"""Every second ticket is sold and never printed."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.print_ticket(7, bench.work.wait),
    bad=lambda app, bench: app.sell(8, bench.work.wait),
    gauge=gauges.permits(lambda app, bench: app.printers),
    capacity=2,
    buggy=Promise("drains"),
)
