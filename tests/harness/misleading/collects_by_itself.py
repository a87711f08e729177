"""The program calls the collector after each call; nothing else closes the file.

Truth: held until the collector runs. One descriptor for each bad call is what it has to bring back.
"""

import gc

from harness import Promise, Scenario, gauges


class Reader:
    def __init__(self):
        self.source = open("/dev/null")
        self.me = self


def read():
    Reader()
    gc.collect()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    fixed=Promise("held until the collector runs", 1),
)
