"""Every other tracker is new: its log is empty."""

import struct
from pathlib import Path

from harness import Promise, Scenario, gauges


def trackers(app, bench):
    Path("van.log").write_bytes(struct.pack("<dd", 52.4, 4.9))
    Path("new.log").touch()
    yield bench


scenario = Scenario(
    good=lambda app, bench: app.latest("van.log"),
    bad=lambda app, bench: app.latest("new.log"),
    setup=trackers,
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
)
