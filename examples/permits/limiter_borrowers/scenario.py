"""One scale in two sends something that is no number."""

import anyio

from harness import Promise, Scenario, gauges


async def read(parcel):
    return float(parcel)


async def four(app, bench):
    yield anyio.CapacityLimiter(4)


scenario = Scenario(
    good=lambda app, scales: app.weigh(scales, read, "1.5"),
    bad=lambda app, scales: app.weigh(scales, read, "two"),
    setup=four,
    gauge=gauges.tokens(lambda app, scales: scales),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
