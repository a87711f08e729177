"""A clean call that warns, of something that is no resource.

Truth: drains.
"""

import warnings

from harness import Promise, Scenario, gauges


def read():
    with open("/dev/null") as source:
        warnings.warn("the file is empty", UserWarning, stacklevel=2)
        return source.read()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    capacity=5,
    leaves={"UserWarning": "the file is empty on purpose"},
    fixed=Promise("drains"),
)
