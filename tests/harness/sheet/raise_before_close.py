"""An error skips close(); only a kept exception keeps the file."""

from harness import Promise, Scenario, gauges


def read_number(fail):
    source = open("/dev/null")
    if fail:
        raise ValueError("not a number")
    source.close()


scenario = Scenario(
    good=lambda app, bench: app.read_number(False),
    bad=lambda app, bench: app.read_number(True),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("saved by reference counting", 1, "OSError", when_kept="held by a reference"),
)
