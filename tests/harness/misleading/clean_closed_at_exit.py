"""The first call opens a file for all calls, to be closed when the program ends.

Truth: drains. It is opened once, while the program warms up.
"""

import atexit
import functools

from harness import Promise, Scenario, gauges


@functools.cache
def shared():
    source = open("/dev/null")
    atexit.register(source.close)
    return source


def read(fail):
    if fail:
        shared().write("")
    return shared().read()


scenario = Scenario(
    good=lambda app, bench: app.read(False),
    bad=lambda app, bench: app.read(True),
    gauge=gauges.descriptors(),
    capacity=5,
    leaves={"descriptor": "one file for all calls, closed when the program ends"},
    fixed=Promise("drains"),
)
