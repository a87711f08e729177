"""A list is handed over while others are read."""

from pathlib import Path

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: Path("/dev/null").read_text(),
    bad=lambda app, bench: app.hand_over(["lamp 12.50"], bench.work),
    gauge=gauges.descriptors(),
    capacity=5,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
