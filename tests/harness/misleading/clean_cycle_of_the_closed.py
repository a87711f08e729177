"""The owner of a file refers to itself, and closes the file.

Truth: drains. What the collector finds owns nothing.
"""

from harness import Promise, Scenario, gauges


class Reader:
    def __init__(self):
        self.me = self
        self.source = open("/dev/null")


def read():
    reader = Reader()
    reader.source.close()


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
