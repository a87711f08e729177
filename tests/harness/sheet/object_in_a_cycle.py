"""The owner of a file refers to itself."""

from harness import Promise, Scenario, gauges


class Reader:
    def __init__(self):
        self.me = self
        self.source = open("/dev/null")


def read():
    Reader()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("held until the collector runs", 1),
)
