"""The process is asked again and again what it has open, and the answer costs it nothing."""

import os

from harness import Promise, Scenario, gauges


def ask(app, bench):
    app.descriptors(os.getpid())
    app.sockets(5432)


scenario = Scenario(
    good=ask,
    gauge=gauges.descriptors(),
    capacity=12,
    fixed=Promise("drains"),
)
