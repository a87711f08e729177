"""Most of the programs are not installed."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: app.output(["echo", "done"]),
    bad=lambda app, bench: app.output(["no-such-program"]),
    gauge=gauges.descriptors(),
    capacity=16,
    pattern="gbgbgbbbbbb",
    buggy=Promise("leaks for good", 2, "OSError"),
    fixed=Promise("drains"),
    invariant=lambda app, bench: (
        gauges.children().read(app, bench) == 0
    ),
    not_stood={
        "fixed": {
            "open(": "Where Python cannot even wrap the pipe, its ends stay open."
        }
    },
)
