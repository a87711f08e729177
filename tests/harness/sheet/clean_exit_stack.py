"""An ExitStack closes what it opened, also half-way."""

from contextlib import ExitStack

from harness import Promise, Scenario, gauges


def read(names):
    with ExitStack() as stack:
        for name in names:
            stack.enter_context(open(name))


scenario = Scenario(
    good=lambda app, bench: app.read(["/dev/null"]),
    bad=lambda app, bench: app.read(["/dev/null", "/dev/null", "nowhere"]),
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
