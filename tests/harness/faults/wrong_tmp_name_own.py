"""The number of an open file is lost if no file object can be made of it."""

import os
import tempfile
from pathlib import Path

from harness import Promise, Scenario, gauges

name = Path("report")


def use(fail):
    fd, tmp = tempfile.mkstemp(dir=".")
    try:
        with open(fd, "w") as f:
            f.write("a" * 10)
            if fail:
                raise ValueError("no")
            f.flush()
        os.replace(tmp, name)
    except BaseException:
        Path(tmp).unlink(missing_ok=True)
        raise


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    leaves={"file": "report"},
    fixed=Promise("drains"),
)
