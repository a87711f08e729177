"""Each bad call is a test that expects the error of a guest's broken name, and counts what is out after it."""

import itertools
from contextlib import suppress
from pathlib import Path

from harness import Promise, Scenario, gauges, load

HERE = Path(__file__).parent
check = load(HERE / "check_leaks.py", "check_leaks")
check.PATIENCE = 0
seats = itertools.count(1)
BROKEN = "\udce9ve"


def as_a_test(app, bench):
    watched = {"descriptor": check.descriptors}
    with check.expect_back(watched), suppress(UnicodeEncodeError):
        app.take(next(seats), BROKEN)


scenario = Scenario(
    good=lambda app, bench: app.take(next(seats), "Eve"),
    bad=as_a_test,
    gauge=gauges.descriptors(),
    capacity=8,
    buggy=Promise("leaks for good", 1, "OSError"),
    fixed=Promise("drains"),
    leaves={"file": "the cards are the job"},
)
