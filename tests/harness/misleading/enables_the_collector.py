"""The call switches the collector on, which then finds its files now and then.

Truth: held until the collector runs.
"""

import gc

from harness import Promise, Scenario, gauges


class Page:
    def __init__(self):
        self.file = open("/dev/null")
        self.me = self


def show(again):
    gc.enable()
    if again:
        Page()


scenario = Scenario(
    good=lambda app, bench: app.show(False),
    bad=lambda app, bench: app.show(True),
    gauge=gauges.descriptors(),
    fixed=Promise("held until the collector runs", 1),
)
