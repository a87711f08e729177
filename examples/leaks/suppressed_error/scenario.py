"""Every second display opens and then takes no data."""

from harness import Promise, Scenario, gauges


def read_clock(app, bench):
    with open("/dev/zero", "rb") as clock:
        clock.read(1)
    app.show("/dev/null", "12.50")


scenario = Scenario(
    good=read_clock,
    bad=lambda app, bench: app.show("/dev/full", "12.50"),
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
