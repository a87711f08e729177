"""Every till has a sign of its own."""

import tempfile
from itertools import count
from pathlib import Path

from harness import Promise, Scenario, gauges

tills = count()


def evening(app, bench):
    sign = Path(tempfile.gettempdir(), f"till-{next(tills)}")
    app.report(sign, bench.work)


scenario = Scenario(
    good=evening,
    bad=evening,
    pattern="b",
    gauge=gauges.temporary_files(),
    buggy=Promise("held until the collector runs", 1),
)
