"""The folder is there before the try that removes it, and a write comes between."""

import shutil
import tempfile
from pathlib import Path

from harness import Promise, Scenario, gauges


def use(fail):
    folder = tempfile.mkdtemp()
    (Path(folder) / "a").write_text("a")
    try:
        if fail:
            raise ValueError("no")
    finally:
        shutil.rmtree(folder)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.temporary_files(),
    fixed=Promise("drains"),
)
