"""Four pages at once: each holds a permit and asks for another one for its picture."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.save(bench.work, "news"),
    gauge=gauges.permits(lambda app, bench: app.slots),
    capacity=4,
    crowd=4,
    patience=0.2,
    buggy=Promise("deadlock", 4, "waits"),
    fixed=Promise("drains"),
)
