"""One report in two lacks a figure, inside an async with statement."""

from harness import Promise, Scenario, gauges


async def fill(report):
    return report["total"]


scenario = Scenario(
    good=lambda app, bench: app.write(fill, {"total": 12}),
    bad=lambda app, bench: app.write(fill, {}),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
