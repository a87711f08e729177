"""Six look-ups at once; every permit is in use for real work, and nothing is lost."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.address(bench.work, "parcel 7"),
    gauge=gauges.permits(lambda app, bench: app.lines),
    capacity=4,
    crowd=6,
    patience=0.2,
    buggy=Promise("slow", 0, "waits"),
    fixed=Promise("drains"),
)
