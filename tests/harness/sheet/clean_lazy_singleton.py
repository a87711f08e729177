"""The first call opens a file that the rest share."""

from harness import Promise, Scenario, gauges

shared = []


def read(size):
    if not shared:
        shared.append(open("/dev/null"))
    return shared[0].read(size)


def close_shared(app, bench):
    yield
    app.shared.pop().close()


scenario = Scenario(
    good=lambda app, bench: app.read(1),
    bad=lambda app, bench: app.read(2),
    setup=close_shared,
    gauge=gauges.descriptors(),
    capacity=5,
    fixed=Promise("drains"),
)
