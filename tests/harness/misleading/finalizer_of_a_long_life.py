"""A finalizer closes the number, but of an object that lives as long as the program.

Truth: leaks for good.
"""

import os
import weakref

from harness import Promise, Scenario, gauges


class Service:
    pass


service = Service()


def read():
    weakref.finalize(service, os.close, os.dup(0))


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    fixed=Promise("leaks for good", 1),
)
