"""Each archive is packed in a folder that its maker cannot remove."""

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.pack(
        {"order.txt": "two lamps"}, "customer"
    ),
    gauge=gauges.temporary_files(),
    buggy=Promise("leaks for good", 1),
    fixed=Promise("drains"),
    leaves={"file": "the archive is the job"},
)
