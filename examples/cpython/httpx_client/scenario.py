"""The price list is asked for, and a file is read by turns."""

from pathlib import Path

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: Path("/dev/null").read_text(),
    bad=lambda app, bench: app.price_list(bench.url("http")),
    gauge=gauges.descriptors(),
    needs=("http",),
    capacity=8,
    buggy=Promise("held until the collector runs", 1, "OSError"),
    fixed=Promise("drains"),
)
