"""Some labels are missing, which is expected; some are pictures, which is not."""

from pathlib import Path

from harness import Promise, Scenario, gauges


def sender(app, bench):
    Path("picture").write_bytes(b"\xff\xd8\xff")
    yield "."


scenario = Scenario(
    good=lambda app, folder: app.label(folder, "missing"),
    bad=lambda app, folder: app.label(folder, "picture"),
    setup=sender,
    gauge=gauges.descriptors(),
    capacity=6,
    pattern="gbb",
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
