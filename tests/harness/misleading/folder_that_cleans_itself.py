"""A temporary folder is dropped; its finalizer removes it.

Truth: saved by reference counting.
"""

import tempfile
from pathlib import Path

from harness import Promise, Scenario, gauges


def write():
    folder = tempfile.TemporaryDirectory()
    Path(folder.name, "page").write_text("text")


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.write(),
    gauge=gauges.temporary_files(),
    fixed=Promise("saved by reference counting"),
)
