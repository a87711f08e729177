"""The stack is emptied once all is there."""

import os
from contextlib import ExitStack

from harness import Promise, Scenario, gauges


def work(fail):
    if fail:
        raise ValueError("no")


def both():
    with ExitStack() as stack:
        stack.callback(os.close, os.open("/dev/null", os.O_RDONLY))
        stack.callback(os.close, os.open("/dev/zero", os.O_RDONLY))
        return stack.pop_all()


def use(fail):
    with both():
        work(fail)


scenario = Scenario(
    good=lambda app, bench: app.use(False),
    bad=lambda app, bench: app.use(True),
    gauge=gauges.descriptors(),
    fixed=Promise("drains"),
)
