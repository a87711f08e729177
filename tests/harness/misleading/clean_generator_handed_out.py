"""The call hands out a generator that has not started: nothing is open.

Truth: drains, whether the caller keeps it or not.
"""

from harness import Promise, Scenario, gauges


def lines():
    with open("/dev/null") as source:
        yield source.read()


def start():
    return lines()


scenario = Scenario(
    good=lambda app, bench: list(app.lines()),
    bad=lambda app, bench: app.start(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
