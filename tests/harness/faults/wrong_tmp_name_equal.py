"""Two callers write to one temporary name: the faster one takes the file away."""

import os
import threading
from pathlib import Path

from harness import Promise, Scenario, gauges

slots = threading.Semaphore(2)
name = Path("report")


def use(fail):
    tmp = Path("report.tmp")
    try:
        with open(tmp, "w") as f:
            f.write("a" * 10)
            if fail:
                raise ValueError("no")
            f.flush()
        os.replace(tmp, name)
    except BaseException:
        tmp.unlink(missing_ok=True)
        raise


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    leaves={"file": "report"},
    fixed=Promise("drains"),
)
