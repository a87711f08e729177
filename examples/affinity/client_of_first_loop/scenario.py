"""A plain program asks for two parcels, one after the other."""

from harness import Promise, Scenario, gauges


def ask(app, url, *parcels):
    with app.courier(url) as where:
        for parcel in parcels:
            where(parcel)


scenario = Scenario(
    good=lambda app, bench: ask(app, bench.url("http"), "first"),
    bad=lambda app, bench: ask(
        app, bench.url("http"), "first", "second"
    ),
    pattern="b",
    needs=("http",),
    gauge=gauges.descriptors(),
    buggy=Promise("held until the collector runs", 1),
    fixed=Promise("drains"),
)
