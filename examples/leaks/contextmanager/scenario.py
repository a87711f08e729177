"""Every second job has a label that is no text."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.print_labels(["fragile"]),
    bad=lambda app, bench: app.print_labels(["fragile", None]),
    gauge=gauges.queued(lambda app, bench: app.printers),
    capacity=3,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
