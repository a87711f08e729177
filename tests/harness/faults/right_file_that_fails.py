"""The file is closed, also where its first line cannot be read."""

from harness import Promise, Scenario, gauges


def mention(path):
    with open(path) as journal:
        for line in journal:
            if "Ada" in line:
                break


scenario = Scenario(
    good=lambda app, bench: app.mention(bench.here / "scenario.py"),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
