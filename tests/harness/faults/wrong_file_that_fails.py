"""The file is closed by hand, unless its first line cannot be read."""

from harness import Promise, Scenario, gauges


def mention(path):
    journal = open(path)
    for line in journal:
        if "Ada" in line:
            break
    journal.close()


scenario = Scenario(
    good=lambda app, bench: app.mention(bench.here / "scenario.py"),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
