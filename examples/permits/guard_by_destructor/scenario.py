"""One picture in two is no barcode; some callers keep the error for a report."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.read(int, "4006381333931"),
    bad=lambda app, bench: app.read(int, "a cat"),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    holder="the kept error",
    buggy=Promise(
        "saved by reference counting",
        1,
        "waits",
        when_kept="held by a reference",
    ),
    fixed=Promise("drains"),
)
