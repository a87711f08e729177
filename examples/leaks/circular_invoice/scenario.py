"""Every second invoice has an item without a price."""

from harness import Promise, Scenario, gauges


def invoices(app, bench):
    yield {
        name: bench.sample(f"{name}.csv")
        for name in ("clean", "damaged")
    }


scenario = Scenario(
    good=lambda app, invoices: app.total(invoices["clean"]),
    bad=lambda app, invoices: app.total(invoices["damaged"]),
    setup=invoices,
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("held until the collector runs", 1, "OSError"),
    fixed=Promise("drains"),
)
