"""The call hands out its file, closed.

Truth: drains, whether the caller keeps it or not.
"""

from harness import Promise, Scenario, gauges


def read():
    with open("/dev/null") as source:
        source.read()
    return source


scenario = Scenario(
    good=lambda app, bench: None,
    bad=lambda app, bench: app.read(),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
