"""Each bad call has a hundred formats that nobody has used before."""

import itertools
from datetime import datetime

from harness import Scenario, gauges

MOMENT = datetime(2026, 11, 28)


def setup(app, bench):
    """Formats that never repeat."""
    yield (f"yyyy 'no. {number}'" for number in itertools.count())


scenario = Scenario(
    gauge=gauges.live("DateTimePattern"),
    good=lambda app, formats: app.stamp(MOMENT, ["yyyy"] * 100),
    bad=lambda app, formats: app.stamp(MOMENT, itertools.islice(formats, 100)),
    setup=setup,
)
