"""A new till opens for every second customer."""

from itertools import count
from pathlib import Path

from harness import Promise, Scenario, gauges

numbers = count()


def first_till(app, bench):
    till = Path("first")
    till.touch()
    yield till


scenario = Scenario(
    good=lambda app, till: app.receipts(till),
    bad=lambda app, till: app.sell(
        Path(f"till-{next(numbers)}"), "12.50"
    ),
    setup=first_till,
    gauge=gauges.descriptors(),
    capacity=5,
    holder="the dictionary of tills",
    release_holder=lambda app, till: app.tills.clear(),
    buggy=Promise("held by a reference", 1, "OSError"),
    fixed=Promise("drains"),
    leaves={"file": "the receipts are the job"},
)
