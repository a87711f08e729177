"""Two pairs in three lack its second scan."""

from pathlib import Path

from harness import Promise, Scenario, gauges


def scan(app, bench):
    Path("page.scan").write_bytes(b"page")
    yield "page.scan"


scenario = Scenario(
    good=lambda app, scan: app.same(scan, scan),
    bad=lambda app, scan: app.same(scan, "missing.scan"),
    setup=scan,
    gauge=gauges.descriptors(),
    capacity=6,
    pattern="gbb",
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
