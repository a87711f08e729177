"""The descriptor has one owner from its first line, the file only borrows it."""

import os

from harness import Promise, Scenario, gauges


def use(fail):
    fd = os.open(os.devnull, os.O_RDONLY)
    try:
        f = os.fdopen(fd, closefd=False)
        with f:
            if fail:
                raise ValueError("no")
            return f.read()
    finally:
        os.close(fd)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
