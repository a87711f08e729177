"""Each call writes its report over the last one.

Truth: drains, and nothing grows: one file, for however many calls.
"""

from pathlib import Path

from harness import Promise, Scenario, gauges


def report():
    Path("report.txt").write_text("all is well")


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.report(),
    gauge=gauges.descriptors(),
    leaves={"file": "the report"},
    fixed=Promise("drains"),
)
