"""The file and its memory map are both closed, the file first.

Truth: drains.
"""

import mmap
import tempfile

from harness import Promise, Scenario, gauges


def size():
    with tempfile.TemporaryFile() as source:
        source.truncate(4096)
        content = mmap.mmap(source.fileno(), 0)
    with content:
        return len(content)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.size(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
