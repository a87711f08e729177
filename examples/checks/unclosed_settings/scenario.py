"""Each call reads the same settings."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, path: app.settings(path),
    bad=lambda app, path: app.settings(path),
    setup=lambda app, bench: iter([bench.sample("sensor.json")]),
    pattern="b",
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise("saved by reference counting"),
    fixed=Promise("drains"),
)
