"""A context variable is set for the time of a call, and reset; the file is closed.

Truth: drains.
"""

import contextvars

from harness import Promise, Scenario, gauges

source = contextvars.ContextVar("source", default=None)


def read():
    with open("/dev/null") as opened:
        token = source.set(opened)
        try:
            return source.get().read()
        finally:
            source.reset(token)


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
