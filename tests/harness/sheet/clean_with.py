"""A file in a with statement, also when the body raises."""

from harness import Promise, Scenario, gauges


def read(fail):
    with open("/dev/null") as source:
        if fail:
            raise ValueError("no")
        return source.read()


scenario = Scenario(
    good=lambda app, bench: app.read(False),
    bad=lambda app, bench: app.read(True),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
