"""A temporary directory is made and left."""

import tempfile

from harness import Promise, Scenario, gauges


def make():
    return tempfile.mkdtemp()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.make(),
    gauge=gauges.temporary_files(),
    fixed=Promise("leaks for good", 1),
)
