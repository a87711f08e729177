"""Every second meeting is booked into a room that does not exist."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.meet(["red", "blue"], bench.work.wait),
    bad=lambda app, bench: app.meet(["red", "attic"], bench.work.wait),
    gauge=gauges.permits(lambda app, bench: app.rooms["red"]),
    capacity=2,
    buggy=Promise("leaks for good", 1, "waits"),
    fixed=Promise("drains"),
)
