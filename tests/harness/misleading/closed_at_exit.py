"""Each call asks for its file to be closed when the program ends.

Truth: leaks for good. Until then nobody lets go.
"""

import atexit

from harness import Promise, Scenario, gauges


def read():
    source = open("/dev/null")
    atexit.register(source.close)
    return source.read()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", 1),
)
