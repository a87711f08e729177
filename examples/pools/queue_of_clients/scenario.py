"""Every other parcel has no street."""

from harness import Promise, Scenario, gauges


def two_printers(app, bench):
    app.printers.put([])
    app.printers.put([])
    yield bench


scenario = Scenario(
    good=lambda app, bench: app.print_label(
        {"name": "Ada", "street": "Quay 1"}
    ),
    bad=lambda app, bench: app.print_label({"name": "Ben"}),
    setup=two_printers,
    gauge=gauges.queued(lambda app, bench: app.printers),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
