"""Each call writes a report of its own into the folder it happens to be in.

Truth: drains, by its gauge; each call leaves a file.
"""

import itertools
from pathlib import Path

from harness import Promise, Scenario, gauges

numbers = itertools.count()


def report():
    Path(f"report-{next(numbers)}.txt").write_text("all is well")


LEFT = ("file",)

scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.report(),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
