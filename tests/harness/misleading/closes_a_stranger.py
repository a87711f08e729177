"""A number that was closed before is closed again, and it belongs to somebody else by now.

Truth: breaks. Nothing is out, rather the reverse, and good callers find their file closed.
"""

import fcntl
import os

from harness import Promise, Scenario, gauges

shared = fcntl.fcntl(0, fcntl.F_DUPFD, 300)


def look():
    return os.fstat(shared).st_mode


def close_again():
    os.close(shared)


scenario = Scenario(
    good=lambda app, bench: app.look(),
    bad=lambda app, bench: app.close_again(),
    gauge=gauges.descriptors(),
    fixed=Promise("breaks", 0, "OSError"),
)
