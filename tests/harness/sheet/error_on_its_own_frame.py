"""An exception is stored in a local of the frame it came through."""

from harness import Promise, Scenario, gauges


def load():
    source = open("/dev/null")
    try:
        int(source.read())
    except ValueError as error:
        last = error
    return last.args


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.load(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("held until the collector runs", 1),
)
