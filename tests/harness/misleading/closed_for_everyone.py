"""A call that owns nothing closes the connection that all calls share.

Truth: breaks. No descriptor is out, and every good call after it fails.
"""

import sqlite3

from harness import Promise, Scenario, gauges

shared = sqlite3.connect(":memory:", check_same_thread=False)


def ask():
    return shared.execute("select 1").fetchone()


def tidy():
    shared.close()


scenario = Scenario(
    good=lambda app, bench: app.ask(),
    bad=lambda app, bench: app.tidy(),
    gauge=gauges.descriptors(),
    fixed=Promise("breaks", 0, "ProgrammingError"),
)
