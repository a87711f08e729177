"""Every other album has a picture that is none."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.shrink_all(int, ["12", "7"]),
    bad=lambda app, bench: app.shrink_all(int, ["12", "a cat"]),
    gauge=gauges.children(),
    buggy=Promise("held until the collector runs", 2),
    fixed=Promise("drains"),
    leaves={"descriptor": "a pool's pipes wait for the collector"},
)
