"""A temporary folder with a file in it, which goes with its ``with``, also when the body raises.

Truth: drains, and nothing is left.
"""

import tempfile
from pathlib import Path

from harness import Promise, Scenario, gauges


def write(fail):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page").write_text("text")
        if fail:
            raise ValueError("no")


LEFT = ()

scenario = Scenario(
    good=lambda app, bench: app.write(False),
    bad=lambda app, bench: app.write(True),
    gauge=gauges.temporary_files(),
    fixed=Promise("drains"),
)
