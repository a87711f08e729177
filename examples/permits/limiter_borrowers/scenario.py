"""One scale in two sends something that is no number."""

from harness import Promise, Scenario, gauges


async def read(parcel):
    return float(parcel)


scenario = Scenario(
    good=lambda app, bench: app.weigh(read, "1.5"),
    bad=lambda app, bench: app.weigh(read, "two"),
    gauge=gauges.tokens(lambda app, bench: app.scales),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
