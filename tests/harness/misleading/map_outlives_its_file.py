"""The file is closed, and a memory map that has a descriptor of its own is dropped.

Truth: saved by reference counting. A map gives no warning.
"""

import mmap
import tempfile

from harness import Promise, Scenario, gauges


def size():
    with tempfile.TemporaryFile() as source:
        source.truncate(4096)
        return len(mmap.mmap(source.fileno(), 0))


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.size(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("saved by reference counting"),
)
