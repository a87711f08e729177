"""The descriptor has no owner until there is a file for it."""

import os

from harness import Promise, Scenario, gauges


def use(fail):
    fd = os.open(os.devnull, os.O_RDONLY)
    with wrap(fd) as f:
        if fail:
            raise ValueError("no")
        return f.read()


def wrap(fd):
    return os.fdopen(fd)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
