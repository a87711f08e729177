"""Every other ledger is empty; the limit on open files is raised."""

import struct
from pathlib import Path

from harness import Promise, Scenario, gauges


def ledgers(app, bench):
    Path("full").write_bytes(struct.pack("<Q", 12))
    Path("empty").touch()
    yield bench


scenario = Scenario(
    good=lambda app, bench: app.records("full"),
    bad=lambda app, bench: app.records("empty"),
    setup=ledgers,
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise("leaks for good", 1, "served"),
    fixed=Promise("drains"),
)
