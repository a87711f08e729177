"""Each connection is given a function of its own, as a ``lambda`` in its set-up is."""

import gc

from harness import Scenario
from harness.run.gauges import Gauge


def dumpers(app, bench):
    """Classes that were made to dump JSON."""
    return sum(
        isinstance(each, type) and "CustomJson" in each.__name__ for each in gc.get_objects()
    )


scenario = Scenario(
    gauge=Gauge("class", dumpers, explicit=False, counted=False, finite=False),
    good=lambda app, bench: app.adapters(compact=False),
    bad=lambda app, bench: app.adapters(compact=True),
)
