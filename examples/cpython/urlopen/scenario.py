"""The size of the catalogue is asked for, and a file is read by turns."""

from pathlib import Path

from harness import Promise, Scenario, gauges

scenario = Scenario(
    good=lambda app, bench: Path("/dev/null").read_text(),
    bad=lambda app, bench: app.size(f"{bench.url('http')}/big"),
    gauge=gauges.descriptors(),
    needs=("http",),
    capacity=8,
    buggy=Promise("saved by reference counting"),
    fixed=Promise("drains"),
)
