"""Every other album has a picture that is none."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.shrink_all(int, ["12"]),
    bad=lambda app, bench: app.shrink_all(int, ["a cat"]),
    gauge=gauges.Gauge(
        "child process",
        lambda app, bench: gauges.count_children(),
        lag=0.1,
    ),
    capacity=2,
    buggy=Promise("held until the collector runs", 2),
    fixed=Promise("drains"),
    leaves={
        "child process": "the tracker of multiprocessing lives on",
        "descriptor": "the line to that tracker",
    },
)
