"""The first call opens a file that the rest share."""

from harness import Promise, Scenario, gauges

shared = []


def read():
    if not shared:
        shared.append(open("/dev/null"))
    return shared[0].read()


def close_shared(app, bench):
    yield
    app.shared.pop().close()


scenario = Scenario(
    good=lambda app, bench: app.read(),
    bad=lambda app, bench: app.read(),
    setup=close_shared,
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
